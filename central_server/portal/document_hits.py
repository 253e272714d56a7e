"""The statement behind a page of documents: what answers a question, in its order, and how much of each kind there is.

Only cards are looked through (`published_cards`), and of words with many answers the first LISTED alone: so a page takes
much the same time whether a court has published a thousand documents or a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnCollection,
    ColumnElement,
    Connection,
    Float,
    Select,
    Subquery,
    Text,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from central_server.portal.document_query import DocumentQuery
from central_server.storage.published import document_card
from central_server.storage.published_index import Asked, asked, holds, occurrences
from central_server.storage.published_search import like_pattern, wanted_number

LISTED = 5_000
"""How many answers are listed, and, where words are asked for, looked at: whoever asks for more is told to narrow it."""

_WEIGHED = 1_000  # how many texts PostgreSQL reads to order them by how often they hold the words
_card = document_card.c


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the answers are alike in these; `year` is that of the judgment."""

    state: str
    kind: str | None
    cause: str | None
    year: str | None
    party_kinds: str
    number: int


@dataclass(frozen=True, slots=True)
class Answers:
    """One page's ids with their state, in order; and what was counted: with `words` at most LISTED, else all there are."""

    page: tuple[tuple[str, str], ...]
    counted: tuple[Counted, ...]
    words: bool

    @property
    def total(self) -> int:
        """How many were counted."""
        return sum(counted.number for counted in self.counted)

    @property
    def more(self) -> bool:
        """Whether there are, or may be, more than are listed."""
        return self.total >= LISTED if self.words else self.total > LISTED


def ask(
    connection: Connection, court_id: str, query: DocumentQuery, terms: Sequence[str], *, first: int, size: int
) -> Answers:
    """The answers to `query`, whose words are `terms` as they are compared, from the one at place `first` (from 0)."""
    index = asked(connection, terms) if terms else None
    hits = _together(_branches(court_id, query, terms, index), query).cte("hits")
    if index is not None:
        hits = hits.prefix_with("MATERIALIZED")  # else SQLite may look for them once to list and once more to count
    place = _place(hits, query, terms)
    weight = _weight(hits, query, terms, index, place)
    page = (
        select(
            hits.c.document_id, hits.c.state, hits.c.published_on, hits.c.decided_on,
            place.label("place"), weight.label("weight"),
        )
        .order_by(*_order(hits.c, query, place, weight))
        .limit(size)
        .offset(first)
        .subquery()
    )  # fmt: skip
    counted: CTE | Subquery = hits
    if index is None:
        counted = select(*_columns(literal(0.0, Float), None)).where(*_here(_card, court_id, query)).subquery()
    alike = (counted.c.state, counted.c.kind, counted.c.cause, counted.c.year, counted.c.party_kinds)
    statement = union_all(
        select(literal("count").label("part"), *alike, null().label("document_id"), func.count().label("number")).group_by(
            *alike
        ),
        select(
            literal("page"), page.c.state, *([null()] * 4), page.c.document_id,
            func.row_number().over(order_by=_order(page.c, query, page.c.place, page.c.weight)),
        ),
    )  # fmt: skip
    rows = connection.execute(statement).all()
    listed = sorted((row for row in rows if row.part == "page"), key=lambda row: int(row.number))
    return Answers(
        tuple((row.document_id, row.state) for row in listed),
        tuple(
            Counted(row.state, row.kind, row.cause, row.year, row.party_kinds or "", row.number)
            for row in rows
            if row.part == "count"
        ),
        words=index is not None,
    )


def _branches(
    court_id: str, query: DocumentQuery, terms: Sequence[str], index: Asked | None
) -> list[Select[tuple[object, ...]]]:
    """What to look at: without words the cards alone, with words the documents of the index and the notices' few lines."""
    here = _here(_card, court_id, query)
    if index is None:
        columns = _columns(literal(0.0, Float), None)
        return [select(*columns).where(*here).order_by(*_window(_card, query)).limit(LISTED)]
    notices = (
        select(*_columns(literal(0.0, Float), literal("", Text) if index.weighed is None else None))
        .where(*here, _card.state == "withheld", *_in_head(_card.head, terms))
        .order_by(*_window(_card, query))
        .limit(LISTED)
    )
    if query.state == "withheld":
        return [notices]
    documents = _documents(court_id, query, terms, index)
    return [documents] if query.state == "published" or query.of_documents_only else [documents, notices]


def _documents(court_id: str, query: DocumentQuery, terms: Sequence[str], index: Asked) -> Select[*tuple[Any, ...]]:
    """The first LISTED documents that the index answers with."""
    if index.weighed is not None and query.ordering in ("relevance", "published"):
        weight = index.weighed.weight if query.ordering == "relevance" else literal(0.0, Float)
        found = select(*_columns(weight, None)).where(
            *_here(_card, court_id, query), _card.entry == index.weighed.entry, index.weighed.matches
        )
        return found.order_by(index.weighed.newest_first).limit(LISTED)
    # Only what it takes is put in order; the cards of the first LISTED are fetched afterwards.
    if index.weighed is None:
        first = _held(court_id, query, terms, index).subquery()
        columns = _columns(literal(0.0, Float), _card.folded)
        return select(*columns).where(_card.court_id == court_id, _card.entry == first.c.entry)
    in_order = select(_card.entry).where(*_here(_card, court_id, query), index.among_cards)
    entries = select(in_order.order_by(*_window(_card, query)).limit(LISTED).subquery().c.entry)
    fetched = select(*_columns(literal(0.0, Float), None)).where(_card.court_id == court_id, _card.entry.in_(entries))
    return fetched.limit(LISTED)  # the limit keeps SQLite from reading every card of the court in the order asked for


def _held(court_id: str, query: DocumentQuery, terms: Sequence[str], index: Asked) -> Select[*tuple[Any, ...]]:
    """The first LISTED of the index's answers whose text does hold the terms; the texts behind them are not read."""
    # Without this offset PostgreSQL might ask another index first and then take text after text apart.
    answers = select(document_card).where(_card.court_id == court_id, index.among_cards).offset(0).subquery().c
    checks = holds(answers.folded, terms)
    texts = (answers.folded,) if checks else ()
    found = select(answers.entry, answers.decided_on, *texts).where(*_here(answers, court_id, query))
    ordered = found.order_by(*_window(answers, query))
    if not checks:
        return ordered.limit(LISTED)
    # And without this one it would look into every text before it orders them.
    in_order = ordered.offset(0).subquery().c
    held = select(in_order.entry).where(*holds(in_order.folded, terms))
    return held.order_by(*_window(in_order, query)).limit(LISTED)


def _together(branches: Sequence[Select[*tuple[Any, ...]]], query: DocumentQuery) -> Select[*tuple[Any, ...]]:
    """The first LISTED of all branches, each of which is the first LISTED of its own."""
    if len(branches) == 1:
        return branches[0]
    both = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    return select(both).order_by(*_window(both.c, query)).limit(LISTED)


def _columns(weight: ColumnElement[float], folded: ColumnElement[str] | None) -> list[ColumnElement[Any]]:
    return [
        _card.entry,
        _card.document_id,
        _card.state,
        _card.kind,
        _card.cause,
        _card.year,
        _card.party_kinds,
        _card.published_on,
        _card.decided_on,
        _card.number,
        _card.head,
        weight.label("weight"),
        *((folded.label("folded"),) if folded is not None else ()),
    ]


def _here(columns: ColumnCollection[str, Any], court_id: str, query: DocumentQuery) -> list[ColumnElement[bool]]:
    """The court, and what is asked for besides words. Notices have neither kind, cause, judge nor parties to answer with."""
    conditions = [columns.court_id == court_id]
    if query.number:
        conditions += _in_head(columns.number, wanted_number(query.number))
    if query.date_from:
        conditions.append(columns.decided_on >= query.date_from.isoformat())
    if query.date_to:
        conditions.append(columns.decided_on <= query.date_to.isoformat())
    if query.year:
        conditions.append(columns.decided_on.between(f"{query.year}-01-01", f"{query.year}-12-31"))
    if query.cause:
        conditions.append(columns.cause.contains(query.cause, autoescape=True))
    if query.party:
        conditions.append(columns.party_kinds.contains(query.party))
    for column, wanted in (
        (columns.state, query.state),
        (columns.kind, query.kind),
        (columns.cause, query.whole_cause),
        (columns.judge_name, query.judge),
    ):
        if wanted:
            conditions.append(column == wanted)
    return conditions


def _in_head(head: ColumnElement[str], terms: Sequence[str]) -> list[ColumnElement[bool]]:
    return [head.like(like_pattern(term), escape="\\") for term in terms]


def _place(hits: CTE, query: DocumentQuery, terms: Sequence[str]) -> ColumnElement[int]:
    """Where the words stand: 0 they end the case number, 1 they or 2 some are in it; 3 all stand in title, cause and what
    else is outside the text, 4 some, 5 none. For numbers only words with digits count.

    A text cites the numbers of other cases; who types one looks for that case first.
    """
    if query.ordering != "relevance":
        return literal(0)
    places: list[tuple[ColumnElement[bool], int]] = []
    of_number = _of_number(query, terms)
    if of_number:
        parts = _in_head(hits.c.number, of_number)
        ends = _in_head(hits.c.number, [term if "号" in term else f"{term}号" for term in of_number])
        places += [(and_(*parts, or_(*ends)), 0), (and_(*parts), 1), (or_(*parts), 2)]
    if terms:
        in_head = _in_head(hits.c.head, terms)
        places += [(and_(*in_head), 3), (or_(*in_head), 4)]
    return case(*places, else_=5)


def _of_number(query: DocumentQuery, terms: Sequence[str]) -> list[str]:
    """What is asked for that may stand in a case number."""
    return [*wanted_number(query.number), *(term for term in terms if any(map(str.isdigit, term)))]


def _weight(
    hits: CTE, query: DocumentQuery, terms: Sequence[str], index: Asked | None, place: ColumnElement[int]
) -> ColumnElement[Any]:
    """The index's own weight, or how often the words stand in a text as long as there are not too many texts to read.

    Of the numbers that end as it was typed, the shortest first: 23号 before 123号.
    """
    if query.ordering != "relevance":
        return hits.c.weight
    weight: ColumnElement[Any] = hits.c.weight
    if index is not None and index.weighed is None:
        few = select(func.count()).select_from(hits).scalar_subquery() <= _WEIGHED
        weight = case((few, -occurrences(hits.c.folded, terms)), else_=0)
    if not _of_number(query, terms):
        return weight
    ended = func.rtrim(hits.c.number, "号之一二三四五六七八九十")
    digits = func.length(ended) - func.length(func.rtrim(ended, "0123456789"))
    return case((place == 0, digits), else_=weight)


def _window(columns: ColumnCollection[str, Any], query: DocumentQuery) -> list[ColumnElement[Any]]:
    """Which answers are the first LISTED: the newest, or those that come first in the order of dates asked for."""
    by_decision = [_by_decision(columns, query)] if query.ordering in ("decided", "decided-old") else []
    return [*by_decision, columns.entry.asc() if query.ordering == "decided-old" else columns.entry.desc()]


def _by_decision(columns: ColumnCollection[str, Any], query: DocumentQuery) -> ColumnElement[Any]:
    """The order of the dates of judgment; documents without one stand at the end."""
    decided_on: ColumnElement[Any] = columns.decided_on
    return (decided_on.asc() if query.ordering == "decided-old" else decided_on.desc()).nulls_last()


def _order(
    columns: ColumnCollection[str, Any],
    query: DocumentQuery,
    place: ColumnElement[int],
    weight: ColumnElement[Any],
) -> list[ColumnElement[Any]]:
    newest: list[ColumnElement[Any]] = [columns.published_on.desc(), columns.document_id.desc()]
    if query.ordering == "relevance":
        return [place, weight, *newest]
    if query.ordering == "decided-old":
        return [_by_decision(columns, query), columns.document_id.asc()]
    return [_by_decision(columns, query), columns.document_id.desc()] if query.ordering == "decided" else newest
