"""An Open Packaging zip read with suspicion: nothing is trusted that the file says about itself.

Zip directories can lie: about sizes (a bomb behind a small number), names (two entries that differ in case), and
places (entries that share bytes). Every entry is unpacked here once, bounded, and compared with what was declared.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from court_core.errors import CourtError

MIB = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may weigh. `ratio` holds for entries above `ratio_floor` unpacked bytes."""

    file_size: int = 20 * MIB
    entries: int = 2000
    part: int = 64 * MIB
    xml: int = 32 * MIB
    total: int = 200 * MIB
    ratio: int = 100
    ratio_floor: int = MIB
    depth: int = 200
    elements: int = 3_000_000
    paragraphs: int = 50_000


class Package:
    """A zip whose every entry was unpacked and agrees with its directory. Entries keep their order."""

    def __init__(self, content: bytes, parts: dict[str, bytes]) -> None:
        self.content = content
        self.parts = parts

    @classmethod
    def read(cls, content: bytes, limits: Limits) -> Package:
        """Unpack `content` within `limits`.

        Raises CourtError `document.damaged`, `document.bomb`, `document.names` or `document.locked-entry`.
        """
        try:
            infos = zipfile.ZipFile(io.BytesIO(content)).infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise CourtError("document.damaged") from error
        _check_directory(infos, limits)
        parts: dict[str, bytes] = {}
        spans: list[tuple[int, int]] = []
        total = 0
        for info in infos:
            part, span = _unpack(content, info)
            total += len(part)
            if total > limits.total:
                raise CourtError("document.bomb")
            parts[info.filename] = part
            spans.append(span)
        _check_no_overlap(spans)
        return cls(content, parts)


def _check_directory(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise CourtError("document.bomb")
    seen: set[str] = set()
    declared = 0
    for info in infos:
        name = info.orig_filename
        if not _is_plain(name) or name.casefold() in seen:
            raise CourtError("document.names")
        seen.add(name.casefold())
        if info.flag_bits & 0x1:
            raise CourtError("document.locked-entry")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CourtError("document.damaged")
        is_xml = name.casefold().endswith((".xml", ".rels"))
        declared += info.file_size
        if (
            info.file_size > (limits.xml if is_xml else limits.part)
            or declared > limits.total
            or (info.file_size > limits.ratio_floor and info.file_size > limits.ratio * max(1, info.compress_size))
        ):
            raise CourtError("document.bomb")


def _is_plain(name: str) -> bool:
    """No absolute path, drive, way upwards, backslash or NUL: a part's name must mean the same to every program."""
    unusual = "\\" in name or "\0" in name or ":" in name or name.startswith("/") or not name
    return not unusual and ".." not in name.split("/")


def _unpack(content: bytes, info: zipfile.ZipInfo) -> tuple[bytes, tuple[int, int]]:
    """The entry's bytes and the span it occupies, header included; `document.damaged` where declaration and fact differ."""
    start = info.header_offset
    header = content[start : start + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise CourtError("document.damaged")
    fields = _LOCAL_HEADER.unpack(header)
    name_length, extra_length = fields[9], fields[10]
    data_start = start + _LOCAL_HEADER.size + name_length + extra_length
    raw_name = content[start + _LOCAL_HEADER.size : start + _LOCAL_HEADER.size + name_length]
    packed = content[data_start : data_start + info.compress_size]
    if raw_name != _stored_name(info) or fields[3] != info.compress_type or len(packed) != info.compress_size:
        raise CourtError("document.damaged")
    part = packed if info.compress_type == zipfile.ZIP_STORED else _inflate(packed, info.file_size)
    if len(part) != info.file_size or zlib.crc32(part) != info.CRC:
        raise CourtError("document.damaged")
    return part, (start, data_start + info.compress_size)


def _stored_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")


def _inflate(packed: bytes, declared: int) -> bytes:
    """Inflate no further than one byte beyond the declared size, so that a false small number is seen and costs nothing."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = inflater.decompress(packed, declared + 1)
    except zlib.error as error:
        raise CourtError("document.damaged") from error
    if len(part) > declared:
        raise CourtError("document.bomb")
    if not inflater.eof and declared:
        # At exactly the declared size zlib may still have the end marker to read.
        part += inflater.decompress(inflater.unconsumed_tail, 1)
    if not inflater.eof or inflater.unused_data:
        raise CourtError("document.damaged")
    return part


def _check_no_overlap(spans: list[tuple[int, int]]) -> None:
    end = 0
    for first, last in sorted(spans):
        if first < end:
            raise CourtError("document.damaged")
        end = last
