"""What a visitor asks for among the documents: conditions, the address that asks them again, and a chip for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from urllib.parse import urlencode

from central_server.storage.published_parties import PARTY_KINDS, PartyKind
from central_server.storage.published_search import MOST_TERMS, terms_of
from court_core.errors import CourtError
from court_core.rules.dates import parse_date

ORDERS: Mapping[str, str] = {
    "relevance": "按相关",
    "published": "按公布日期",
    "decided": "按裁判日期",
    "decided-old": "裁判日期从旧到新",
}
STATES: Mapping[str, str] = {"published": "已公开", "withheld": "不上网公开"}
_LONGEST = 200
_YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in words, and the address of the same question without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """What a visitor asks for. `state` and `party` are keys of STATES and PARTY_KINDS or empty for any, `order` one of
    ORDERS or empty for the usual one; dates are 裁判日期, inclusive, and `year` is the year of it. `number` is a part of a
    case number, in any style; `cause` is a part of a cause, `whole_cause` one by its whole name.
    """

    q: str = ""
    number: str = ""
    cause: str = ""
    judge: str = ""
    party: PartyKind | None = None
    kind: str = ""
    date_from: date | None = None
    date_to: date | None = None
    state: str = ""
    year: str = ""
    whole_cause: str = ""
    order: str = ""
    page: int = 1

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of `q`; all of them must be found."""
        return terms_of(self.q)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The terms that are not looked for, because there are too many."""
        return terms_of(self.q, len(self.q))[MOST_TERMS:]

    @property
    def ordering(self) -> str:
        """One of ORDERS: what was chosen, else the most relevant first, or the newest where no words are asked for."""
        if self.order in ("", "relevance"):
            return "relevance" if self.ranked else "published"
        return self.order

    @property
    def ranked(self) -> bool:
        """Whether it asks for words or a case number, which one document answers better than another."""
        return bool(self.terms or self.number)

    @property
    def words_only(self) -> bool:
        """Whether it asks for nothing besides words, or for published documents alone."""
        rest = DocumentQuery(q=self.q, order=self.order, page=self.page)
        return self.state != "withheld" and replace(self, state="") == rest

    @property
    def of_documents_only(self) -> bool:
        """Whether it asks for something that a notice of a withheld document does not say."""
        return bool(self.cause or self.whole_cause or self.judge or self.party or self.kind)

    @property
    def typed(self) -> bool:
        """Whether a condition is asked for that is typed into a field of the form."""
        return bool(self.number or self.cause or self.judge or self.date_from or self.date_to)

    @property
    def url(self) -> str:
        """The address that asks this again."""
        parts = {
            "q": self.q,
            "number": self.number,
            "cause": self.cause,
            "judge": self.judge,
            "party": self.party or "",
            "kind": self.kind,
            "date_from": self.date_from.isoformat() if self.date_from else "",
            "date_to": self.date_to.isoformat() if self.date_to else "",
            "state": self.state,
            "year": self.year,
            "cause_is": self.whole_cause,
            "order": self.order,
            "page": str(self.page) if self.page > 1 else "",
        }
        encoded = urlencode({name: value for name, value in parts.items() if value})
        return f"/documents?{encoded}" if encoded else "/documents"

    def on_page(self, page: int) -> DocumentQuery:
        """The same question, another page."""
        return replace(self, page=page)

    @property
    def orders(self) -> tuple[tuple[str, str, bool], ...]:
        """The orders to choose from: in words, the address that asks so, and whether it is asked so now."""
        return tuple(
            (label, replace(self, order=name, page=1).url, name == self.ordering)
            for name, label in ORDERS.items()
            if name != "relevance" or self.ranked
        )

    @property
    def chips(self) -> tuple[Chip, ...]:
        """One removable chip per condition."""
        first = replace(self, page=1)
        words = [
            Chip(term, replace(first, q=" ".join(_quoted(other) for other in self.terms if other != term)).url)
            for term in self.terms
        ]
        others = (
            (self.number, f"案号：{self.number}", replace(first, number="")),
            (self.cause, f"案由含：{self.cause}", replace(first, cause="")),
            (self.whole_cause, f"案由：{self.whole_cause}", replace(first, whole_cause="")),
            (self.judge, f"承办法官：{self.judge}", replace(first, judge="")),
            (self.party, f"当事人：{PARTY_KINDS[self.party] if self.party else ''}", replace(first, party=None)),
            (self.kind, f"文书种类：{self.kind}", replace(first, kind="")),
            (self.year, f"{self.year} 年裁判", replace(first, year="")),
            (self.date_from, f"{self.date_from} 起", replace(first, date_from=None)),
            (self.date_to, f"至 {self.date_to}", replace(first, date_to=None)),
            (self.state, STATES.get(self.state, ""), replace(first, state="")),
        )
        return (*words, *(Chip(label, without.url) for asked, label, without in others if asked))


def query_of(typed: Mapping[str, str], faults: list[CourtError]) -> DocumentQuery:
    """The question in an address; what cannot be read is left out, a date with a word to the visitor in `faults`."""

    def text(name: str) -> str:
        return typed.get(name, "")[:_LONGEST].replace("\0", "").strip()  # PostgreSQL takes no NUL in a text

    state, order, party = typed.get("state", ""), typed.get("order", ""), typed.get("party", "")
    year = typed.get("year", "")
    return DocumentQuery(
        q=text("q"),
        number=text("number"),
        cause=text("cause"),
        judge=text("judge"),
        party=cast("PartyKind", party) if party in PARTY_KINDS else None,
        kind=text("kind"),
        date_from=_day(typed.get("date_from", ""), faults),
        date_to=_day(typed.get("date_to", ""), faults),
        state=state if state in STATES else "",
        year=year if _YEAR.fullmatch(year) else "",
        whole_cause=text("cause_is"),
        order=order if order in ORDERS else "",
        page=_page_number(typed.get("page", "1")),
    )


def _day(text: str, faults: list[CourtError]) -> date | None:
    """A date as typed; an unreadable one is told on the page and asks nothing."""
    if not text.strip():
        return None
    try:
        return parse_date(text[:40])
    except CourtError as error:
        faults.append(error)
        return None


def _page_number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _quoted(term: str) -> str:
    return f'"{term}"' if any(character.isspace() for character in term) else term
