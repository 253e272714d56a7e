"""One .docx with a name in every place a name can stand in: what prints, and what only the file holds.

`torture_docx("欧阳明澄")` plants one name everywhere; `torture_docx(names_apart())` a name of its own in each place, so
that a test can tell which places a reader saw. All people are invented.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.support.torture_asides import ASIDES, BODY_ASIDES, PART_ASIDES
from tests.support.torture_prints import NUMBERED, PRINTS
from tests.support.word_writing import NAMESPACES, OFFICE, PACKAGE, WORD_TYPE, Place, p, run

PLACES: tuple[Place, ...] = (*PRINTS, *ASIDES)
_GIVEN = "明澄思远嘉禾子衿若水景行知秋怀瑾望舒清和".strip()
_DATES = (2026, 11, 2, 9, 0, 0)


def names_apart() -> dict[str, str]:
    """A name of its own for each place: 欧阳 and two characters that no other place has."""
    names = [first + second for first in _GIVEN for second in _GIVEN if first != second]
    return {place.key: f"欧阳{name}" for place, name in zip(PLACES, names, strict=False)}


def torture_docx(names: str | Mapping[str, str], *, heading: str = "") -> bytes:
    """The file. `heading` is XML that stands first in its body, such as a judgment's own paragraphs."""
    by_place = {place.key: names for place in PLACES} if isinstance(names, str) else names
    body = heading + "".join(place.xml(by_place[place.key]) for place in (*PRINTS, *BODY_ASIDES))
    notes = {
        "footnotes": _notes("footnote", by_place["footnote"], by_place["footnote nobody refers to"]),
        "endnotes": _notes("endnote", by_place["endnote"], ""),
    }
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/numbering.xml": NUMBERED.format(name=by_place["label of a list"]),
        "word/styles.xml": _STYLES.format(name=by_place["name of a style"]),
        **{f"word/{name}.xml": xml for name, xml in notes.items()},
    }
    relations = [("styles", "styles.xml"), ("numbering", "numbering.xml")]
    relations += [(name, f"{name}.xml") for name in notes]
    for place in PART_ASIDES:
        if place.part not in parts:
            inner = "".join(one.xml(by_place[one.key]) for one in PART_ASIDES if one.part == place.part)
            parts[place.part] = place.around.format(inner=inner)
            if place.relation:
                relations.append((place.relation, place.part.removeprefix("word/")))
    link = f"https://example.invalid/?q={_percent(by_place['target of a link'])}"
    return _packed(parts, relations, link)


_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
    '<w:headerReference w:type="first" r:id="rIdheader2"/><w:headerReference w:type="even" r:id="rIdheader3"/>'
    '<w:footerReference w:type="default" r:id="rIdfooter1"/><w:pgSz w:w="11906" w:h="16838"/><w:titlePg/></w:sectPr>'
)
_STYLES = (
    f"<w:styles {NAMESPACES}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="unseen"><w:name w:val="样式{name}"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="unseenp"><w:name w:val="unseen"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
)


def _notes(kind: str, name: str, lost: str) -> str:
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return (
        f'<w:{kind}s {NAMESPACES}><w:{kind} w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:id="0" w:type="continuationSeparator"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:id="2">{p(mark + run(name[:3]) + run(name[3:]))}</w:{kind}>'
        f'<w:{kind} w:id="7">{p(run(lost))}</w:{kind}></w:{kind}s>'
    )


def _percent(name: str) -> str:
    return "".join(f"%{byte:02X}" for byte in name.encode())


def _packed(parts: Mapping[str, str], relations: list[tuple[str, str]], link: str) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{target.rpartition("/")[2].partition(".")[0]}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in relations
    )
    link_row = f'<Relationship Id="rIdlink" Type="{OFFICE}/hyperlink" Target="{link}" TargetMode="External"/>'
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{WORD_TYPE}.{_kind(name)}+xml"/>'
        for name in parts
        if name.startswith("word/") and name.count("/") == 1
    )
    content = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{rows}{link_row}</Relationships>',
        **parts,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in content.items():
            entry = zipfile.ZipInfo(name, _DATES)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml)
    return target.getvalue()


def _kind(name: str) -> str:
    stem = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
    return "document.main" if stem == "document" else stem
