"""The search index of cases: case number, cause, parties and agents as bigrams in FTS5.

FTS5's trigram tokenizer finds nothing for two characters, and most Chinese names have two or three. Here 张伟华 is
indexed as `张伟 伟华 华` and looked up as a phrase, which finds any substring; one character is looked up as a prefix.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from operator import add

from sqlalchemy import Connection, delete, insert, select, text

from clerk_app.local import schema

INDEXED_FIELDS: Mapping[str, frozenset[str]] = {
    "case": frozenset({"number_text", "cause"}),
    "party": frozenset({"case_id", "name"}),
    "agent": frozenset({"case_id", "name"}),
}
"""By record type, the fields a case is found by: a change of others leaves the index as it is."""
_NO_WORD = re.compile(r"[\W_]+")
_PUT = "INSERT OR REPLACE INTO search(rowid, grams) VALUES (?, ?)"
# A long list of ids goes in as one text: hundreds of parameters cost more to bind than to look up.
_CASES = text('SELECT id, number_text, cause FROM "case" WHERE id IN (SELECT value FROM json_each(:ids))')
_NAMES = text(
    "SELECT case_id, name FROM party WHERE case_id IN (SELECT value FROM json_each(:ids))"
    " UNION ALL SELECT case_id, name FROM agent WHERE case_id IN (SELECT value FROM json_each(:ids))"
)
_NUMBER = text(
    'INSERT OR IGNORE INTO case_search (case_id) SELECT id FROM "case" WHERE id IN (SELECT value FROM json_each(:ids))'
)
_NUMBERS = text("SELECT case_id, number FROM case_search WHERE case_id IN (SELECT value FROM json_each(:ids))")


def plain(typed: str) -> str:
    """Text as it is compared: half width, lower case, letters and digits only (brackets and spaces do not count)."""
    word = unicodedata.normalize("NFKC", typed).lower()
    return word if word.isalnum() else _NO_WORD.sub("", word)


def grams(typed: str) -> str:
    """The tokens a text is indexed under: every two neighbours, and the last character alone."""
    word = plain(typed)
    return " ".join([*map(add, word, word[1:]), word[-1:]])


def phrase(typed: str) -> str:
    """The FTS5 query that finds `typed` as a substring; empty when nothing searchable was typed."""
    word = plain(typed)
    if not word:
        return ""
    if len(word) == 1:
        return f'"{word}"*'
    return '"' + " ".join(map(add, word, word[1:])) + '"'


def reindex(connection: Connection, case_ids: Iterable[str]) -> None:
    """Bring the index of these cases up to what the records say now; cases that are gone leave it."""
    wanted = sorted(set(case_ids))
    for start in range(0, len(wanted), 500):
        _reindex(connection, wanted[start : start + 500])


def _reindex(connection: Connection, case_ids: list[str]) -> None:
    listed = {"ids": json.dumps(case_ids)}
    texts = _texts(connection, listed)
    if texts:
        connection.execute(_NUMBER, listed)
    numbers: dict[str, int] = {row.case_id: row.number for row in connection.execute(_NUMBERS, listed)}
    if texts:
        connection.exec_driver_sql(_PUT, [(numbers[case_id], value) for case_id, value in texts.items()])
    gone = [(number,) for case_id, number in numbers.items() if case_id not in texts]
    if gone:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", gone)
        connection.exec_driver_sql("DELETE FROM case_search WHERE number = ?", gone)


def _texts(connection: Connection, listed: dict[str, str]) -> dict[str, str]:
    words = {case_id: [number, cause] for case_id, number, cause in connection.execute(_CASES, listed)}
    for case_id, name in connection.execute(_NAMES, listed):
        if case_id in words:
            words[case_id].append(name)
    return {case_id: " ".join(filter(None, map(grams, filter(None, found)))) for case_id, found in words.items()}


def rebuild(connection: Connection) -> None:
    """Make the whole index anew, after an upgrade or a rebuild of the records."""
    connection.execute(text("INSERT INTO search(search) VALUES ('delete-all')"))
    connection.execute(delete(schema.case_search))
    case = schema.RECORD_TABLES["case"]
    case_ids = list(connection.execute(select(case.c.id).order_by(case.c.filed_on, case.c.id)).scalars())
    for start in range(0, len(case_ids), 500):
        chunk = case_ids[start : start + 500]
        connection.execute(insert(schema.case_search), [{"case_id": case_id} for case_id in chunk])
        _reindex(connection, chunk)
