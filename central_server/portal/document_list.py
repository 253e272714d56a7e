"""Published documents and notices of withheld ones: searching, paging, and reading one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Subquery, func, literal, null, select, union_all

from central_server.storage.published import published_document, withheld_notice
from central_server.storage.published_search import like_pattern, terms_of

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """What a visitor asks for. `state` is `published`, `withheld` or empty for both; dates are 裁判日期, inclusive."""

    q: str = ""
    cause: str = ""
    judge: str = ""
    date_from: date | None = None
    date_to: date | None = None
    state: str = ""
    page: int = 1

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of `q`; all of them must be found."""
        return terms_of(self.q)

    @property
    def url(self) -> str:
        """The address that asks this again."""
        parts = {
            "q": self.q,
            "cause": self.cause,
            "judge": self.judge,
            "date_from": self.date_from.isoformat() if self.date_from else "",
            "date_to": self.date_to.isoformat() if self.date_to else "",
            "state": self.state,
            "page": str(self.page) if self.page > 1 else "",
        }
        encoded = urlencode({name: value for name, value in parts.items() if value})
        return f"/documents?{encoded}" if encoded else "/documents"

    def on_page(self, page: int) -> DocumentQuery:
        """The same question, another page."""
        return replace(self, page=page)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """One removable chip per condition."""
        first = replace(self, page=1)
        chips = [
            Chip(term, replace(first, q=" ".join(_quoted(other) for other in self.terms if other != term)).url)
            for term in self.terms
        ]
        if self.cause:
            chips.append(Chip(f"案由：{self.cause}", replace(first, cause="").url))
        if self.judge:
            chips.append(Chip(f"承办法官：{self.judge}", replace(first, judge="").url))
        if self.date_from:
            chips.append(Chip(f"{self.date_from.isoformat()} 起", replace(first, date_from=None).url))
        if self.date_to:
            chips.append(Chip(f"至 {self.date_to.isoformat()}", replace(first, date_to=None).url))
        if self.state:
            label = "已公开" if self.state == "published" else "不上网公开"
            chips.append(Chip(label, replace(first, state="").url))
        return tuple(chips)


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in words, and the address of the same question without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """One row of the list. A withheld one has a reason and neither title, cause nor judge (法释〔2016〕19号 art. 6)."""

    document_id: str
    number_text: str
    court_name: str
    title: str
    cause: str
    judge_name: str
    decided_on: date | None
    published_on: date
    reason: str | None
    text: str | None = None

    @property
    def withheld(self) -> bool:
        """Whether it is a notice in place of a document."""
        return self.reason is not None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The masked text, paragraph by paragraph; empty until masking has released it."""
        return tuple(line for line in (self.text or "").splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of answers and how many there are in all."""

    total: int
    rows: tuple[ListedDocument, ...]
    query: DocumentQuery

    @property
    def pages(self) -> int:
        """How many pages the answers fill; at least one."""
        return max((self.total + PAGE_SIZE - 1) // PAGE_SIZE, 1)


def find_documents(connection: Connection, court_id: str, query: DocumentQuery) -> DocumentPage:
    """The page of answers to `query`, newest publication first."""
    found = _both(court_id)
    conditions: list[ColumnElement[bool]] = [
        found.c.search_text.like(like_pattern(term), escape="\\") for term in query.terms
    ]
    if query.cause:
        conditions.append(found.c.cause.contains(query.cause.strip(), autoescape=True))
    if query.judge:
        conditions.append(found.c.judge_name == query.judge.strip())
    if query.date_from:
        conditions.append(found.c.decided_on >= query.date_from.isoformat())
    if query.date_to:
        conditions.append(found.c.decided_on <= query.date_to.isoformat())
    if query.state:
        conditions.append(found.c.reason.is_(None) if query.state == "published" else found.c.reason.is_not(None))
    matching = select(found).where(*conditions)
    total = connection.execute(select(func.count()).select_from(matching.subquery())).scalar_one()
    page = min(query.page, max((total + PAGE_SIZE - 1) // PAGE_SIZE, 1))
    rows = connection.execute(
        matching.order_by(found.c.published_on.desc(), found.c.document_id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return DocumentPage(total, tuple(_listed(row) for row in rows.mappings()), query.on_page(page))


def read_document(connection: Connection, court_id: str, document_id: str) -> ListedDocument | None:
    """One published document or notice; None when there is none of that id (any more)."""
    found = _both(court_id, with_text=True)
    row = connection.execute(select(found).where(found.c.document_id == document_id)).mappings().one_or_none()
    return None if row is None else _listed(row)


def _both(court_id: str, *, with_text: bool = False) -> Subquery:
    document, notice = published_document.c, withheld_notice.c
    published: Select[tuple[object, ...]] = select(
        document.document_id,
        document.number_text,
        document.court_name,
        document.title,
        document.cause,
        document.judge_name,
        document.decided_on,
        document.published_on,
        document.search_text,
        null().label("reason"),
        (document.text if with_text else null()).label("text"),
    ).where(document.court_id == court_id)
    withheld: Select[tuple[object, ...]] = select(
        notice.document_id,
        notice.number_text,
        notice.court_name,
        literal("").label("title"),
        null().label("cause"),
        null().label("judge_name"),
        notice.decided_on,
        notice.published_on,
        notice.search_text,
        notice.reason,
        null().label("text"),
    ).where(notice.court_id == court_id)
    return union_all(published, withheld).subquery("found")


def _listed(row: RowMapping) -> ListedDocument:
    return ListedDocument(
        row["document_id"],
        row["number_text"],
        row["court_name"],
        row["title"],
        row["cause"] or "",
        row["judge_name"] or "",
        date.fromisoformat(row["decided_on"]) if row["decided_on"] else None,
        date.fromisoformat(row["published_on"]),
        row["reason"],
        row["text"],
    )


def _quoted(term: str) -> str:
    return f'"{term}"' if any(character.isspace() for character in term) else term
