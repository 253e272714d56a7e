"""Published documents and notices of withheld ones: searching, paging, and reading one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, literal, null, select

from central_server.portal.document_counts import Group, groups_of
from central_server.portal.document_hits import LISTED, Answers, ask
from central_server.portal.document_query import DocumentQuery
from central_server.portal.excerpts import Piece, excerpts, marked, passage
from central_server.portal.web_copy import ShownCopy, shown_copy
from central_server.storage.published import document_card, published_document, withheld_notice
from central_server.storage.published_search import wanted

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
    """One page of answers, how many there are in all, how many of each kind, and the kinds of documents there are.

    With `more`, only the first `listed` are listed. Where words were asked for, `total` and the counts of the kinds are
    then those of the listed.
    """

    total: int
    listed: int
    more: bool
    found: tuple[FoundDocument, ...]
    query: DocumentQuery
    groups: tuple[Group, ...] = field(default=())
    kinds: tuple[str, ...] = field(default=())

    @property
    def at_least(self) -> bool:
        """Whether there are as many as `total` says, or more."""
        return self.more and bool(self.query.terms)

    @property
    def pages(self) -> int:
        """How many pages the listed answers fill; at least one."""
        return max((self.listed + PAGE_SIZE - 1) // PAGE_SIZE, 1)


def find_documents(connection: Connection, court_id: str, query: DocumentQuery) -> DocumentPage:
    """The page of answers to `query`, in the order it asks for; of a page behind the last, the last."""
    terms = tuple(dict.fromkeys(text for term in query.terms for text in wanted(term)))
    query = query.on_page(min(query.page, LISTED // PAGE_SIZE))
    answers = _ask(connection, court_id, query, terms)
    listed = min(answers.total, LISTED)
    if not answers.page and listed:
        query = query.on_page((listed + PAGE_SIZE - 1) // PAGE_SIZE)
        answers = _ask(connection, court_id, query, terms)
    return DocumentPage(
        total=answers.total,
        listed=listed,
        more=answers.more,
        found=_found(connection, court_id, answers, terms),
        query=query if answers.total else query.on_page(1),
        groups=groups_of(query, answers.counted),
        kinds=_kinds(connection, court_id),
    )


def read_document(
    connection: Connection, court_id: str, document_id: str
) -> tuple[ListedDocument, ShownCopy | None] | None:
    """One published document with its web copy, or a notice; None when there is none of that id (any more)."""
    if "\0" in document_id:  # PostgreSQL takes none in a text
        return None
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


def _ask(connection: Connection, court_id: str, query: DocumentQuery, terms: tuple[str, ...]) -> Answers:
    return ask(connection, court_id, query, terms, first=(query.page - 1) * PAGE_SIZE, size=PAGE_SIZE)


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


def _found(
    connection: Connection, court_id: str, answers: Answers, terms: tuple[str, ...]
) -> tuple[FoundDocument, ...]:
    """The rows of the page in full. The long texts are read only where words are to be shown in them."""
    document, notice = published_document.c, withheld_notice.c
    ids = [document_id for document_id, _ in answers.page]
    published = _published(document.text if terms else null().label("text")).where(
        document.court_id == court_id, document.document_id.in_(ids)
    )
    withheld = _withheld().where(notice.court_id == court_id, notice.document_id.in_(ids))
    rows = {(row["document_id"], "published"): row for row in connection.execute(published).mappings()}
    if any(state == "withheld" for _, state in answers.page):
        rows |= {(row["document_id"], "withheld"): row for row in connection.execute(withheld).mappings()}
    return tuple(_found_row(_listed(rows[key]), terms, rows[key].get("text") or "") for key in answers.page)


def _kinds(connection: Connection, court_id: str) -> tuple[str, ...]:
    """The kinds of documents the court has published, by asking for the next one after each: a step in the index a kind."""
    card = document_card.c
    least = select(func.min(card.kind)).where(card.court_id == court_id)
    found = select(least.scalar_subquery().label("kind")).cte("kinds", recursive=True)
    following = least.where(card.kind > found.c.kind).scalar_subquery()
    found = found.union_all(select(following).where(found.c.kind.is_not(None)))
    kinds = connection.execute(select(found.c.kind).where(found.c.kind.is_not(None)).limit(_MOST_KINDS)).scalars()
    return tuple(str(kind) for kind in kinds)


def _found_row(row: ListedDocument, terms: tuple[str, ...], text: str) -> FoundDocument:
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
