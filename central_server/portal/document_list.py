"""Published documents and notices of withheld ones: searching, paging, and reading one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    Text,
    case,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from central_server.portal.document_query import DocumentQuery
from central_server.portal.excerpts import Piece, excerpts, marked, passage
from central_server.portal.web_copy import ShownCopy, shown_copy
from central_server.storage.published import published_document, withheld_notice
from central_server.storage.published_index import found_by
from central_server.storage.published_search import fold, like_pattern, wanted

PAGE_SIZE = 20
_MOST_KINDS = 40


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

    @property
    def withheld(self) -> bool:
        """Whether it is a notice in place of a document."""
        return self.reason is not None


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A row of the answers with the words that were asked for marked, and where they stand in its text."""

    row: ListedDocument
    number: tuple[Piece, ...]
    title: tuple[Piece, ...]
    cause: tuple[Piece, ...]
    excerpts: tuple[tuple[Piece, ...], ...] = ()

    @property
    def url(self) -> str:
        """Its stable address; a browser that can goes to the first passage that was found and marks it."""
        found = passage(self.excerpts[0]) if self.excerpts else ""
        # "-" has a meaning of its own in a text fragment.
        fragment = f"#:~:text={quote(found, safe='').replace('-', '%2D')}" if found else ""
        return f"/documents/{self.row.document_id}{fragment}"


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of answers, how many there are in all, and the kinds of documents there are to choose from."""

    total: int
    found: tuple[FoundDocument, ...]
    query: DocumentQuery
    kinds: tuple[str, ...] = field(default=())

    @property
    def pages(self) -> int:
        """How many pages the answers fill; at least one."""
        return max((self.total + PAGE_SIZE - 1) // PAGE_SIZE, 1)


def find_documents(connection: Connection, court_id: str, query: DocumentQuery) -> DocumentPage:
    """The page of answers to `query`: case numbers that hold a word of it first, then in the order it asks for."""
    terms = tuple(dict.fromkeys(map(wanted, query.terms)))
    matching = _matching(connection, court_id, query, terms)
    total = sum(connection.execute(select(func.count()).select_from(side.subquery())).scalar_one() for side in matching)
    page = min(query.page, max((total + PAGE_SIZE - 1) // PAGE_SIZE, 1))
    both = union_all(*matching) if len(matching) > 1 else matching[0]
    ordered = both.order_by(*_order(query)).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    rows = [_listed(row) for row in connection.execute(ordered).mappings()]
    texts = _texts(connection, court_id, rows) if terms else {}
    found = tuple(_found(row, terms, texts.get(row.document_id, "")) for row in rows)
    return DocumentPage(total, found, query.on_page(page), _kinds(connection, court_id))


def read_document(
    connection: Connection, court_id: str, document_id: str
) -> tuple[ListedDocument, ShownCopy | None] | None:
    """One published document with its web copy, or a notice; None when there is none of that id (any more)."""
    document, notice = published_document.c, withheld_notice.c
    published = _published(document.html, document.text).where(
        document.court_id == court_id, document.document_id == document_id
    )
    row = connection.execute(published).mappings().one_or_none()
    if row is not None:
        return _listed(row), shown_copy(row["title"], row["html"], row["text"])
    withheld = _withheld().where(notice.court_id == court_id, notice.document_id == document_id)
    row = connection.execute(withheld).mappings().one_or_none()
    return None if row is None else (_listed(row), None)


def _matching(
    connection: Connection, court_id: str, query: DocumentQuery, terms: tuple[str, ...]
) -> list[Select[tuple[object, ...]]]:
    """The documents and the notices that answer; notices have neither cause, judge, party nor kind."""
    document, notice = published_document.c, withheld_notice.c
    published = _published(_named(document.number_text, terms)).where(
        document.court_id == court_id, *_common(published_document, query)
    )
    if terms:
        published = published.where(document.document_id.in_(found_by(connection, court_id, terms)))
    if query.cause:
        published = published.where(document.cause.contains(query.cause, autoescape=True))
    if query.judge:
        published = published.where(document.judge_name == query.judge)
    if query.party:
        published = published.where(document.party_kinds.contains(query.party))
    if query.kind:
        published = published.where(document.kind == query.kind)
    withheld = _withheld(_named(notice.number_text, terms)).where(
        notice.court_id == court_id,
        *_common(withheld_notice, query),
        *(notice.search_text.like(like_pattern(term), escape="\\") for term in terms),
    )
    of_documents_only = query.cause or query.judge or query.party or query.kind
    if query.state == "withheld":
        return [withheld if not of_documents_only else withheld.where(literal(1) == 0)]
    return [published] if query.state == "published" or of_documents_only else [published, withheld]


def _common(table: FromClause, query: DocumentQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.number:
        conditions.append(_number(table.c.number_text).like(like_pattern(fold(query.number)), escape="\\"))
    if query.date_from:
        conditions.append(table.c.decided_on >= query.date_from.isoformat())
    if query.date_to:
        conditions.append(table.c.decided_on <= query.date_to.isoformat())
    return conditions


def _number(column: ColumnElement[str]) -> ColumnElement[str]:
    """A canonical case number as `fold` writes it: its brackets are all there is to change."""
    return func.replace(func.replace(column, "（", "("), "）", ")")


def _named(number: ColumnElement[str], terms: tuple[str, ...]) -> ColumnElement[int]:
    """0 where the case number itself holds a term, 1 where a term only stands in the text, which may cite other cases."""
    asked = [_number(number).like(like_pattern(term), escape="\\") for term in _with_digits(terms)]
    rank = case((or_(*asked), 0), else_=1) if asked else literal(0)
    return rank.label("rank")


def _with_digits(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms that can be part of a case number."""
    return tuple(term for term in terms if any(map(str.isdigit, term)))


def _order(query: DocumentQuery) -> list[ColumnElement[Any]]:
    document_id: ColumnElement[str] = literal_column("document_id", Text)
    published_on: ColumnElement[str] = literal_column("published_on", Text)
    decided_on: ColumnElement[str] = literal_column("decided_on", Text)
    if query.order == "decided-old":
        chosen: list[ColumnElement[Any]] = [decided_on.asc(), document_id.asc()]
    else:
        chosen = [(decided_on if query.order == "decided" else published_on).desc(), document_id.desc()]
    # Without a number among the terms all rank alike, and the index on the date gives the first page at once.
    return [literal_column("rank", Text), *chosen] if _with_digits(query.terms) else chosen


def _published(*more: ColumnElement[Any]) -> Select[tuple[object, ...]]:
    document = published_document.c
    return select(
        document.document_id,
        document.number_text,
        document.court_name,
        document.title,
        document.cause,
        document.judge_name,
        document.decided_on,
        document.published_on,
        null().label("reason"),
        *more,
    )


def _withheld(*more: ColumnElement[Any]) -> Select[tuple[object, ...]]:
    notice = withheld_notice.c
    return select(
        notice.document_id,
        notice.number_text,
        notice.court_name,
        literal("").label("title"),
        null().label("cause"),
        null().label("judge_name"),
        notice.decided_on,
        notice.published_on,
        notice.reason,
        *more,
    )


def _texts(connection: Connection, court_id: str, rows: list[ListedDocument]) -> dict[str, str]:
    document = published_document.c
    wanted_ids = [row.document_id for row in rows if not row.withheld]
    statement = select(document.document_id, document.text).where(
        document.court_id == court_id, document.document_id.in_(wanted_ids)
    )
    return {row.document_id: row.text or "" for row in connection.execute(statement)}


def _kinds(connection: Connection, court_id: str) -> tuple[str, ...]:
    document = published_document.c
    statement = select(document.kind).where(document.court_id == court_id).distinct().order_by(document.kind)
    return tuple(connection.execute(statement.limit(_MOST_KINDS)).scalars())


def _found(row: ListedDocument, terms: tuple[str, ...], text: str) -> FoundDocument:
    return FoundDocument(
        row,
        marked(row.number_text, terms),
        marked(row.title, terms),
        marked(row.cause, terms),
        excerpts(text, terms) if text else (),
    )


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
    )
