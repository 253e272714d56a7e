"""Files made to harm come to nothing: each is refused with its code or opened, quickly, in little memory, and asks nobody.

Times are the reading process's own (start, reading, answer), so that a busy machine does not decide.
"""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from court_core.documents.confined import read_confined, reader_command
from court_core.errors import CourtError
from tests.support.hostile_docx import HOSTILE, Hostile

SECONDS = 1.0
MEMORY_KIB = 200 << 10
HEAVY = (
    "a hundred thousand paragraphs",
    "a million marks",
    "one word of twelve million bytes",
    "a hundred thousand attributes",
    "twenty thousand notes",
    "picture of nothing",
    "thousands of entries",
    "fields that never end",
)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Somebody at the addresses that stand in the files, whom nobody may ask."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server
        with pytest.raises(BlockingIOError):
            server.accept()


def content_of(hostile: Hostile, listener: socket.socket) -> bytes:
    return hostile.content(f"http://127.0.0.1:{listener.getsockname()[1]}")


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_there_are_more_than_fifty_of_them() -> None:
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE) > 50


@pytest.mark.parametrize("hostile", HOSTILE, ids=[hostile.name for hostile in HOSTILE])
def test_each_is_refused_with_its_code_or_opened(hostile: Hostile, listener: socket.socket) -> None:
    content = content_of(hostile, listener)
    before = seconds_of_children()
    try:
        read_confined(content, "判决书.docx")
        code = None
    except CourtError as refusal:
        code = refusal.code
    assert code == hostile.code
    assert seconds_of_children() - before <= SECONDS


@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_of_them_stay_small(name: str, listener: socket.socket) -> None:
    content = content_of(next(hostile for hostile in HOSTILE if hostile.name == name), listener)
    command = reader_command()
    # Opened before the process confines itself, read after its work is done.
    watched = f"status=open('/proc/self/status');{command[-1]};status.seek(0);sys.stderr.write(status.read())"
    done = subprocess.run([*command[:-1], watched], input=b'"x.docx"\n' + content, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    peak = next(line for line in done.stderr.decode().splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) <= MEMORY_KIB


def test_the_frozen_programs_way_to_be_the_reader() -> None:
    request = b'"a.txt"\n' + "原告欧阳明澄".encode("gb18030")
    done = subprocess.run([sys.executable, "-m", "clerk_app", "--read-document"], input=request, capture_output=True)
    assert done.returncode == 0
    assert "欧阳明澄" in done.stdout.decode()
