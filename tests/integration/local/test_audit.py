"""The audit chain: sound, broken, or not yet countersigned by the server."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert
from sqlcipher3 import dbapi2

from clerk_app.local import schema
from clerk_app.local.audit_chain import GENESIS, head, next_hash, row_body
from clerk_app.local.audit_verdict import AuditVerdict, verify_audit
from clerk_app.local.store import LocalStore
from court_core.protocol.messages import audit_receipt_bytes
from tests.integration.local.conftest import USER, new_case

SERVER = Ed25519PrivateKey.from_private_bytes(bytes(32))
SERVER_PUBLIC = SERVER.public_key().public_bytes_raw().hex()


def verdict(store: LocalStore) -> AuditVerdict:
    with store.read() as reader:
        return verify_audit(reader, SERVER_PUBLIC)


def receipt(store: LocalStore, signer: Ed25519PrivateKey = SERVER) -> None:
    """What the server does at a sync: countersign the head."""
    with store.write_connection() as connection:
        count, top = head(connection)
        signed = signer.sign(audit_receipt_bytes("court", "device", count, top)).hex()
        connection.execute(
            insert(schema.audit_receipt),
            {
                "audit_count": count,
                "audit_head": top,
                "court_id": "court",
                "device_id": "device",
                "signature": signed,
                "received_at": "2026-11-20T00:00:00.000Z",
            },
        )


def tamper(store: LocalStore, *statements: str) -> None:
    """What a determined hand with the key could do: the triggers are only a rail."""
    with store.write_connection() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_never_changes")
        connection.exec_driver_sql("DROP TRIGGER audit_never_shrinks")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_empty_chain_is_sound(store: LocalStore) -> None:
    assert verdict(store) == AuditVerdict("ok", 0)


def test_every_save_and_every_look_leaves_a_row(store: LocalStore) -> None:
    case_id = new_case(store)
    with store.write(USER) as unit:
        unit.update("case", case_id, {"cause": "民间借贷纠纷"})
        unit.audit("print", f"case:{case_id}", {"pages": 2})
    with store.read() as reader:
        rows = [json.loads(row.body) for row in reader.connection.execute(schema.audit.select())]
    assert [row["action"] for row in rows] == ["record.create", "record.update", "print"]
    assert {row["user"] for row in rows} == {USER}
    assert rows[1]["details"]["changes"]["cause"] == ["买卖合同纠纷", "民间借贷纠纷"]
    assert verdict(store) == AuditVerdict("unanchored", 3)


def test_the_servers_receipt_anchors_the_chain(store: LocalStore) -> None:
    new_case(store, 1)
    receipt(store)
    new_case(store, 2)
    assert verdict(store) == AuditVerdict("ok", 2, anchored=1)


def test_rows_cannot_be_changed_or_removed_in_passing(store: LocalStore) -> None:
    new_case(store)
    for statement in (
        "UPDATE audit SET body = '{}'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit VALUES (1, 'x', '{}', '')",
    ):
        with store.write_connection() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            with pytest.raises(dbapi2.IntegrityError, match="append-only"):
                raw.execute(statement)
    assert verdict(store).state == "unanchored"


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit SET body = replace(body, 'record.create', 'record.delete') WHERE sequence = 2", 2),
        ("DELETE FROM audit WHERE sequence = 2", 2),
        ("UPDATE audit SET hash = substr(hash, 2) || '0' WHERE sequence = 3", 3),
        ("UPDATE audit SET sequence = 9 WHERE sequence = 3", 3),
    ],
)
def test_a_changed_or_missing_row_breaks_the_chain(store: LocalStore, statement: str, broken_at: int) -> None:
    for number in range(1, 4):
        new_case(store, number)
    tamper(store, statement)
    found = verdict(store)
    assert (found.state, found.broken_at) == ("broken", broken_at)


def test_a_cut_end_is_found_by_the_receipt(store: LocalStore) -> None:
    for number in range(1, 4):
        new_case(store, number)
    receipt(store)
    tamper(store, "DELETE FROM audit WHERE sequence = 3")
    assert verdict(store) == AuditVerdict("broken", 2, broken_at=3)


def test_a_chain_rewritten_as_a_whole_is_found_by_the_receipt(store: LocalStore) -> None:
    new_case(store, 1)
    receipt(store)
    body = row_body(1, "2026-11-20T00:00:00.000Z", USER, "record.create", "case:another", {})
    tamper(store, f"UPDATE audit SET body = '{body}', hash = '{next_hash(GENESIS, body)}'")
    assert verdict(store).state == "broken"


def test_a_receipt_that_the_server_never_signed_proves_nothing(store: LocalStore) -> None:
    new_case(store, 1)
    receipt(store, Ed25519PrivateKey.generate())
    assert verdict(store) == AuditVerdict("unanchored", 1)
