"""The full-text index of the published database: pairs of neighbouring characters, so that two-character words work.

FTS5's trigram tokenizer and PostgreSQL's text search both find nothing for most Chinese words, and cutting into words
loses matches; a text found by its pairs is found by any part of it. On SQLite the pairs stand in FTS5 in their order, and
a longer word is a phrase of them. On PostgreSQL a GIN index holds them as the array that the function `document_grams`
makes of the folded text, and the text itself decides about longer words.
Every write of a document goes through `published_rows`, which calls `take_out` and `put_in`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from operator import add

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Text,
    column,
    delete,
    func,
    insert,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY

from central_server.storage.matching import one_of
from central_server.storage.published import document_search
from central_server.storage.published_search import like_pattern

_END = "\0"
_PUT = "INSERT INTO document_gram(rowid, grams) VALUES (?, ?)"
_TAKE = "INSERT INTO document_gram(document_gram, rowid, grams) VALUES ('delete', ?, ?)"

_FTS = table("document_gram", column("rowid", BigInteger), column("document_gram", Text))


def put_in(connection: Connection, court_id: str, documents: Iterable[tuple[str, str]]) -> None:
    """Index documents (id, folded text) that the index does not hold."""
    rows = [
        {"court_id": court_id, "document_id": document_id, "entry": _entry(court_id, document_id), "folded": folded}
        for document_id, folded in documents
    ]
    if not rows:
        return
    connection.execute(insert(document_search), rows)
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql(_PUT, [(row["entry"], _tokens(str(row["folded"]))) for row in rows])


def take_out(connection: Connection, court_id: str, document_ids: Collection[str]) -> None:
    """Remove documents from the index; those it does not hold are no matter."""
    if not document_ids:
        return
    search = document_search.c
    here = (search.court_id == court_id, one_of(connection, search.document_id, document_ids))
    if connection.dialect.name != "postgresql":
        held = connection.execute(select(search.entry, search.folded).where(*here)).all()
        if held:
            # FTS5 keeps no text of its own here and has to be told what it once took in.
            connection.exec_driver_sql(_TAKE, [(row.entry, _tokens(row.folded)) for row in held])
    connection.execute(delete(document_search).where(*here))


def found_by(connection: Connection, court_id: str, folded_terms: Sequence[str]) -> Select[str]:
    """The ids of the court's documents that hold every one of these folded terms."""
    search = document_search.c
    conditions: list[ColumnElement[bool]] = [search.court_id == court_id]
    if connection.dialect.name == "postgresql":
        grams = sorted({gram for term in folded_terms for gram in _asked(term)})
        conditions.append(func.document_grams(search.folded, type_=ARRAY(Text)).contains(grams))
        # A term of one or two characters is a token itself; pairs of a longer one may stand apart.
        conditions += [search.folded.like(like_pattern(term), escape="\\") for term in folded_terms if len(term) > 2]
    else:
        match = " AND ".join(map(_phrase, folded_terms))
        conditions.append(search.entry.in_(select(_FTS.c.rowid).where(_FTS.c.document_gram.op("MATCH")(match))))
    return select(search.document_id).where(*conditions)


def _entry(court_id: str, document_id: str) -> int:
    """The document's number in FTS5: 63 bits of a hash, so that it is the same on every machine and after VACUUM."""
    digest = hashlib.sha256(f"{court_id}/{document_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


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
    return _pairs(term) if len(term) > 1 else (term,)
