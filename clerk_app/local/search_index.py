"""The search index of cases: case number, cause, parties and agents as bigrams in FTS5.

FTS5's trigram tokenizer finds nothing for two characters, and most Chinese names have two or three. Here 张伟华 is
indexed as `张伟 伟华 华` and looked up as a phrase, which finds any substring; one character is looked up as a prefix.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import schema

INDEXED_TYPES = frozenset({"case", "party", "agent"})
_NO_WORD = re.compile(r"[\W_]+")
_PUT = text("INSERT OR REPLACE INTO search(rowid, grams) VALUES (:number, :grams)")
_REMOVE = text("DELETE FROM search WHERE rowid = :number")


def plain(typed: str) -> str:
    """Text as it is compared: half width, lower case, letters and digits only (brackets and spaces do not count)."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", typed).lower())


def grams(typed: str) -> str:
    """The tokens a text is indexed under: every two neighbours, and the last character alone."""
    word = plain(typed)
    return " ".join([*map("".join, pairwise(word)), word[-1:]])


def phrase(typed: str) -> str:
    """The FTS5 query that finds `typed` as a substring; empty when nothing searchable was typed."""
    word = plain(typed)
    if not word:
        return ""
    if len(word) == 1:
        return f'"{word}"*'
    return '"' + " ".join(map("".join, pairwise(word))) + '"'


def reindex(connection: Connection, case_ids: Iterable[str]) -> None:
    """Bring the index of these cases up to what the records say now; cases that are gone leave it."""
    wanted = sorted(set(case_ids))
    for start in range(0, len(wanted), 500):
        _reindex(connection, wanted[start : start + 500])


def _reindex(connection: Connection, case_ids: list[str]) -> None:
    texts = _texts(connection, case_ids)
    search = schema.case_search
    if texts:
        connection.execute(
            upsert(search).on_conflict_do_nothing(index_elements=["case_id"]), [{"case_id": key} for key in texts]
        )
    found = connection.execute(select(search.c.case_id, search.c.number).where(search.c.case_id.in_(_listed(case_ids))))
    numbers: dict[str, int] = {row.case_id: row.number for row in found}
    if texts:
        connection.execute(_PUT, [{"number": numbers[key], "grams": value} for key, value in texts.items()])
    gone = [case_id for case_id in numbers if case_id not in texts]
    if gone:
        connection.execute(_REMOVE, [{"number": numbers[case_id]} for case_id in gone])
        connection.execute(delete(search).where(search.c.case_id == bindparam("gone")), [{"gone": key} for key in gone])


def _listed(case_ids: list[str]) -> Select[Any]:
    """A long list of ids as one text parameter: hundreds of parameters cost more to bind than to look up."""
    return select(func.json_each(json.dumps(case_ids)).table_valued("value").c.value)


def _texts(connection: Connection, case_ids: list[str]) -> dict[str, str]:
    case = schema.RECORD_TABLES["case"]
    parts: dict[str, list[str]] = {}
    for row in connection.execute(
        select(case.c.id, case.c.number_text, case.c.cause).where(case.c.id.in_(_listed(case_ids)))
    ):
        parts[row.id] = [row.number_text or "", row.cause or ""]
    for name in ("party", "agent"):
        table = schema.RECORD_TABLES[name]
        for named in connection.execute(
            select(table.c.case_id, table.c.name).where(table.c.case_id.in_(_listed(case_ids))).order_by(table.c.id)
        ):
            if named.case_id in parts:
                parts[named.case_id].append(named.name or "")
    return {case_id: " ".join(filter(None, map(grams, words))) for case_id, words in parts.items()}


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
