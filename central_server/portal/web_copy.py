"""The web copy of a published document as the reading page shows it.

The stored HTML was escaped where it was made. It is looked through once more here and shown only when it holds nothing
but what a web copy is made of, so that one mistake elsewhere puts no foreign markup on a court's page.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

_TAGS = frozenset(("p", "strong", "table", "tbody", "tr", "td"))
_CLASSES = frozenset(("court", "document-name", "case-number", "signature", "centre", "right", "flush"))
_SPANS = frozenset(("colspan", "rowspan"))


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """The title and the body. The body is plain paragraphs where the stored HTML is none of ours, or there is none."""

    title: str
    body: Markup


def shown_copy(title: str, html: str | None, text: str | None) -> ShownCopy | None:
    """What the page shows; None for a document without a web copy."""
    if html and html.strip():
        reading = _Reading()
        reading.feed(html)
        reading.close()
        if reading.sound:
            return ShownCopy("".join(reading.title).strip() or title, Markup("".join(reading.body)))  # noqa: S704  # rebuilt below
    lines = [line for line in (text or "").splitlines() if line.strip()]
    return ShownCopy(title, Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines)) if lines else None


class _Reading(HTMLParser):
    """Writes the fragment anew, element by element; `sound` says that nothing else was in it and all was closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.body: list[str] = []
        self._open: list[str] = []
        self._foreign: list[str] = []

    @property
    def sound(self) -> bool:
        return not self._foreign and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not attrs:
            self.body.append("<br>")
            return
        heading = tag == "h1" and not attrs and not self.body and not self.title
        if not heading and (tag not in _TAGS or not all(_allowed(name, value) for name, value in attrs)):
            self._foreign.append(tag)
            return
        self._open.append(tag)
        if not heading:
            given = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
            self.body.append(f"<{tag}{given}>")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self._foreign.append(tag)
        elif tag != "h1":
            self.body.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["h1"]:
            self.title.append(data)
        else:
            self.body.append(escape(data))

    def handle_comment(self, data: str) -> None:
        self._foreign.append(data)

    def handle_decl(self, decl: str) -> None:
        self._foreign.append(decl)

    def handle_pi(self, data: str) -> None:
        self._foreign.append(data)

    def unknown_decl(self, data: str) -> None:
        self._foreign.append(data)


def _allowed(name: str, value: str | None) -> bool:
    if name in _SPANS:
        return value is not None and value.isascii() and value.isdigit() and len(value) <= 2
    return name == "class" and value in _CLASSES
