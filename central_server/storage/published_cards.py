"""The cards that lists of documents and notices are made from: written with every published row, and taken away with it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, insert

from central_server.storage.matching import one_of
from central_server.storage.published import document_card, published_document, withheld_notice
from central_server.storage.published_search import fold, searched

State = Literal["published", "withheld"]

_HASH_BITS = 40
_STATES: Mapping[str, State] = {published_document.name: "published", withheld_notice.name: "withheld"}


def has_cards(table: Table) -> bool:
    """Whether the rows of this table are listed."""
    return table.name in _STATES


def entry_of(table: Table, row: Mapping[str, Any]) -> int:
    """The number of a row's card. A later day of publication has greater numbers, so that the newest are met first.

    The rest of it is 40 bits of a hash: the same on every machine, and no two of a day are expected to share it.
    """
    key = f"{_STATES[table.name]}/{row['court_id']}/{row['document_id']}"
    day = date.fromisoformat(row["published_on"]).toordinal()
    return day << _HASH_BITS | int.from_bytes(hashlib.sha256(key.encode()).digest()[: _HASH_BITS // 8], "big")


def put_cards(connection: Connection, table: Table, court_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the cards of these rows of the court, in place of those that were there."""
    remove_cards(connection, table, court_id, [row["document_id"] for row in rows])
    with_text = table is published_document and connection.dialect.name == "postgresql"
    connection.execute(insert(document_card), [_card(table, row, with_text) for row in rows])


def remove_cards(connection: Connection, table: Table, court_id: str, document_ids: Collection[str]) -> None:
    """Take away the cards of documents, or of notices, of the court."""
    card = document_card.c
    connection.execute(
        delete(document_card).where(
            card.court_id == court_id,
            card.state == _STATES[table.name],
            one_of(connection, card.document_id, document_ids),
        )
    )


def head_of(row: Mapping[str, Any]) -> str:
    """What stands outside the text of a document or notice, folded, a field a line."""
    title = row.get("title")
    return "\n".join(line for line in (row["search_text"], fold(title) if title else "") if line)


def found_by(row: Mapping[str, Any]) -> str:
    """What a published document is found by, folded, a field or paragraph a line."""
    return searched(head_of(row), row.get("text"))


def _card(table: Table, row: Mapping[str, Any], with_text: bool) -> dict[str, Any]:
    decided_on: str | None = row.get("decided_on")
    return {
        "court_id": row["court_id"],
        "entry": entry_of(table, row),
        "document_id": row["document_id"],
        "state": _STATES[table.name],
        "number": fold(row["number_text"]),
        "head": head_of(row),
        **{name: row.get(name) for name in ("kind", "cause", "judge_name", "party_kinds")},
        "decided_on": decided_on,
        "year": decided_on[:4] if decided_on else None,
        "published_on": row["published_on"],
        "folded": found_by(row) if with_text else None,
    }
