"""A long review at one sitting: saved answer by answer, and small in the database and on the wire (docs/adr/006)."""

from __future__ import annotations

import json

from sqlalchemy import func, select

from clerk_app.local import schema
from clerk_app.local.outbox_rows import waiting
from clerk_app.use_cases.answer_review import decide
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.web_copies import web_copy
from clerk_app.use_cases.web_copy_views import Decision

from .web_copy_court import masked

_ROUND: tuple[Decision, ...] = ("changed", "kept", "", "accepted")


def test_sixty_answers_wait_as_one_change_and_the_audit_tells_each(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    copy = masked(judge, originals, document_id)
    with judge.store.read() as reader:
        before = reader.connection.execute(select(func.sum(func.length(schema.audit.c.body)))).scalar_one()
    for number in range(60):
        decision = _ROUND[number % len(_ROUND)]
        put = f"某{number}" if decision == "changed" else ""
        copy = decide(judge, originals, document_id, 1, decision, put, everywhere=True, remember=False)
        assert web_copy(judge, originals, document_id) == copy, "saved before the next"
    with judge.store.read() as reader:
        changes = [one for one in waiting(reader.connection) if one.record_type == "web_copy"]
        after = reader.connection.execute(select(func.sum(func.length(schema.audit.c.body)))).scalar_one()
        bodies = reader.connection.execute(select(schema.audit.c.body).order_by(schema.audit.c.sequence)).scalars()
        entries = [json.loads(body) for body in bodies]
    assert [one.action for one in changes] == ["create", "update"]
    assert (after - before) / 60 < 1_500, "characters of an answer in the audit"
    said = [entry["details"] for entry in entries if entry["action"] == "web-copy.answer"]
    assert [one["decision"] for one in said] == [_ROUND[number % len(_ROUND)] for number in range(60)]
    assert said[4]["put"] == "某4"
