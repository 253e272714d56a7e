"""The full-text index of the published database: pairs of neighbouring characters, so that two-character words work.

FTS5's trigram tokenizer and PostgreSQL's text search both find nothing for most Chinese words, and cutting into words
loses matches; a text found by its pairs is found by any part of it. On SQLite the pairs stand in FTS5 in their order, and
a longer word is a phrase of them. On PostgreSQL a GIN index holds them, and threes of characters, as the array that the
function `document_grams` makes of the folded text on a card, and the text itself decides about longer words.
Every write of a document goes through `published_rows`, which calls `take_out` and `put_in`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Float,
    Text,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY

from central_server.storage.matching import one_of
from central_server.storage.published import document_card, document_search

_END = "\0"
_DECIDED = 3  # as many characters as the longest grams of PostgreSQL's index have
_PUT = "INSERT INTO document_gram(rowid, grams) VALUES (?, ?)"
_TAKE = "INSERT INTO document_gram(document_gram, rowid, grams) VALUES ('delete', ?, ?)"

# PostgreSQL gathers what is new and sorts it in together, which takes a third of the time; until then every question looks
# through it. Only the index's owner may ask for that; what another role writes waits for the next vacuum.
_SORT_IN = """
SELECT gin_clean_pending_list(oid) FROM pg_catalog.pg_class
WHERE oid = to_regclass('ix_document_card_grams') AND pg_has_role(relowner, 'USAGE')
"""

_FTS = table("document_gram", column("rowid", BigInteger), column("document_gram", Text))


def put_in(connection: Connection, court_id: str, documents: Iterable[tuple[str, int, str]]) -> None:
    """Index documents (id, entry of its card, folded text) that the index does not hold. PostgreSQL's follows the cards."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_SORT_IN)
        return
    rows = [
        {"court_id": court_id, "document_id": document_id, "entry": entry, "folded": folded}
        for document_id, entry, folded in documents
    ]
    if not rows:
        return
    connection.execute(insert(document_search), rows)
    connection.exec_driver_sql(_PUT, [(row["entry"], _tokens(str(row["folded"]))) for row in rows])


def take_out(connection: Connection, court_id: str, document_ids: Collection[str]) -> None:
    """Remove documents from the index; those it does not hold are no matter."""
    if not document_ids or connection.dialect.name == "postgresql":
        return
    search = document_search.c
    here = (search.court_id == court_id, one_of(connection, search.document_id, document_ids))
    held = connection.execute(select(search.entry, search.folded).where(*here)).all()
    if held:
        # FTS5 keeps no text of its own here and has to be told what it once took in.
        connection.exec_driver_sql(_TAKE, [(row.entry, _tokens(row.folded)) for row in held])
    connection.execute(delete(document_search).where(*here))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The answers as FTS5 gives them of itself: `entry` is that of the card, those published last come first.

    `weight` is the less the more a document is about the terms.
    """

    entry: ColumnElement[int]
    newest_first: ColumnElement[int]
    matches: ColumnElement[bool]
    weight: ColumnElement[float]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a statement asks the index for the documents that hold every one of some terms.

    `among_cards` is a condition on cards. An index that knows no weight finds what may lack a longer term; there `weighed`
    is None, the text stands on the card, and `holds` and `occurrences` tell from it.
    """

    among_cards: ColumnElement[bool]
    weighed: Weighed | None = None


def asked(connection: Connection, folded_terms: Sequence[str]) -> Asked:
    """The documents that hold every one of these folded terms."""
    card = document_card.c
    if connection.dialect.name == "postgresql":
        grams = sorted({gram for term in folded_terms for gram in _asked(term)})
        return Asked(func.document_grams(card.folded, type_=ARRAY(Text)).contains(grams))
    matches = _FTS.c.document_gram.op("MATCH")(" AND ".join(map(_phrase, folded_terms)))
    return Asked(
        # "+ 0" keeps SQLite from looking for the card of each hit, where the cards are read in an order of their own.
        (card.entry + 0).in_(select(_FTS.c.rowid).where(matches)),
        Weighed(
            # "+ 0" keeps SQLite from asking the index for each card of the court, instead of the cards for each hit.
            _FTS.c.rowid + 0,
            _FTS.c.rowid.desc(),
            matches,
            func.bm25(literal_column("document_gram"), type_=Float),
        ),
    )


def holds(folded: ColumnElement[str], folded_terms: Sequence[str]) -> list[ColumnElement[bool]]:
    """That the text holds the terms, of those PostgreSQL's index does not decide: threes of a longer one may stand apart."""
    return [func.strpos(folded, term) > 0 for term in folded_terms if len(term) > _DECIDED]


def occurrences(folded: ColumnElement[str], folded_terms: Sequence[str]) -> ColumnElement[int]:
    """How often the terms stand in the text (PostgreSQL). Cutting the text at them is how it counts fastest."""
    counts = [func.coalesce(func.array_length(func.string_to_array(folded, term), 1), 1) - 1 for term in folded_terms]
    return reduce(add, counts)


def _tokens(folded: str) -> str:
    """The text as FTS5 tokens: each pair as ten hexadecimal digits, because brackets would separate words there.

    A line's last character is paired with the end of the line: so it is found alone, and no phrase runs on.
    """
    return " ".join(token for line in folded.split("\n") for token in _pairs([*map(_hex, line), _hex(_END)]))


def _phrase(term: str) -> str:
    return f'"{" ".join(_pairs(list(map(_hex, term))))}"' if len(term) > 1 else f'"{_hex(term)}"*'


def _hex(character: str) -> str:
    return f"{ord(character):05x}"


def _pairs(characters: Sequence[str]) -> Iterable[str]:
    return map(add, characters, characters[1:])


def _asked(term: str) -> Iterable[str]:
    size = min(len(term), _DECIDED)
    return (term[at : at + size] for at in range(len(term) - size + 1))
