"""What becomes of each operation of a batch, worked out in memory on the records as they stand.

The evaluator holds the state of everything the batch touches. `evaluate` says what an operation would do and changes
nothing; `accept` makes it so for the operations after it. So the same code serves the bulk write and, when the
database refuses that, the write of one operation after another.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from msgspec import structs

from central_server.services.intake.court_rules import check_rules
from central_server.services.intake.results import refused, taken
from central_server.services.intake.rule_setting import Setting, Written
from central_server.services.records.callers import Caller, Ownership, may
from central_server.services.records.changes import RecordChange
from central_server.services.records.record_state import Key, RecordState, case_of, document_of, ownership_of
from central_server.services.records.values import check_instant, check_required, check_values
from court_core.errors import CourtError
from court_core.protocol.merge import FieldConflict, merge
from court_core.protocol.messages import Change, Operation, OperationResult
from court_core.records.access import Action, Reach
from court_core.records.fields import RecordType, Scope, Value
from court_core.records.types import RECORD_TYPES

_CONFLICT_IDS = uuid.UUID("5d0cf4a2-5a3e-5d0e-9b7f-0c6f0a1f3c11")
"""Namespace of conflict ids: the same operation and unit always give the same id, so a conflict exists once."""

WHOLE_RECORD = "*"
"""Stands for the fields that a deletion writes."""

Author = tuple[str, str]
"""Staff id and instant of a change."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one operation does: its result, the records it changes (its own first), the fields it writes."""

    operation: Operation
    result: OperationResult
    changes: tuple[RecordChange, ...] = ()
    fields: tuple[str, ...] = ()
    taken: bool = True
    """Whether the operation is settled for good; a rejected or held one may be offered again."""


@dataclass
class Ledger:
    """The records a batch touches. `cases_before` is how the cases stood when the batch arrived."""

    records: dict[Key, RecordState]
    cases: dict[str, RecordState]
    cases_before: dict[str, RecordState]
    existing: set[Key]
    numbers: dict[str, str]
    held: dict[Key, str] = field(default_factory=dict)
    named: frozenset[Key] = frozenset()
    """The records that the batch's own operations are about; others were read because a rule asks for them."""
    reached: dict[str, set[str]] = field(default_factory=dict)
    """Document → the statuses it left in this batch: its steps and web copy are looked at after all its own operations."""

    def get(self, key: Key) -> RecordState:
        """The record as it stands now; absent when nobody has heard of it."""
        return self.records.get(key) or RecordState(key[0], key[1], "absent")

    def statuses_of(self, document_id: str) -> frozenset[str]:
        """The statuses that a document had in the course of this batch."""
        now = self.get(("document", document_id)).values.get("status")
        return frozenset({str(now or "")} | self.reached.get(document_id, set()))

    def bearer_of(self, number: str) -> str | None:
        """The case that bears this canonical number; None when it is free."""
        return self.numbers.get(number)


class Evaluator:
    """Evaluates the operations of one caller against a ledger."""

    def __init__(
        self,
        caller: Caller,
        ledger: Ledger,
        *,
        now: str,
        today: date,
        own_codes: frozenset[str],
        last_author: Callable[[Key, Sequence[str]], Author | None],
        own_versions: Callable[[Key, int], set[int]],
        open_conflicts: Callable[[Key], Iterable[RecordState]],
    ) -> None:
        self.caller = caller
        self.ledger = ledger
        self._now = now
        self._today = today
        self._own_codes = own_codes
        self._last_author = last_author
        self._own_versions = own_versions
        self._open_conflicts = open_conflicts
        self._authors: dict[tuple[Key, str], Author] = {}
        self._versions: dict[Key, set[int]] = {}
        self._ownerships: dict[int, tuple[RecordState, Ownership]] = {}

    def evaluate(self, operation: Operation) -> Effect:
        """The effect of one operation on the ledger as it stands. Never raises for what the operation contains."""
        key = (operation.record_type, operation.record_id)
        if key in self.ledger.held:
            error = CourtError("sync.held")
            return Effect(operation, refused(operation, error, "held"), taken=False)
        try:
            return self._evaluate(operation, key)
        except CourtError as error:
            return self.reject(operation, error)

    def reject(self, operation: Operation, error: CourtError) -> Effect:
        """The effect of refusing an operation: nothing changes, its record's followers are held."""
        self.ledger.held[(operation.record_type, operation.record_id)] = operation.op_id
        return Effect(operation, refused(operation, error, "rejected"), taken=False)

    def accept(self, effect: Effect) -> None:
        """Let the operations that follow see this effect."""
        for change in effect.changes:
            after = change.after
            if after.record_type == "document" and change.before.state == "live":
                self.ledger.reached.setdefault(after.record_id, set()).add(str(change.before.values.get("status")))
            if change.before.record_type == "case" and change.before.state == "live":
                self.ledger.numbers.pop(str(change.before.values.get("number_text")), None)
            self.ledger.records[after.key] = after
            self.ledger.existing.add(after.key) if after.state == "live" else self.ledger.existing.discard(after.key)
            if after.record_type == "case":
                self.ledger.cases[after.record_id] = after
                self.ledger.numbers[str(after.values.get("number_text"))] = after.record_id
        own = effect.changes[0].after if effect.changes else None
        if own is not None and effect.fields:
            self._versions.setdefault(own.key, set()).add(own.version)
            for name in effect.fields:
                self._authors[(own.key, name)] = (self.caller.user_id, effect.operation.made_at)

    def _evaluate(self, operation: Operation, key: Key) -> Effect:
        record_type = RECORD_TYPES.get(operation.record_type)
        if record_type is None:
            raise CourtError("sync.type-unknown", type=operation.record_type[:40])
        check_instant("录入时间", operation.made_at)
        state = self.ledger.get(key)
        new = {name: change.new for name, change in operation.changes.items()}
        check_values(record_type, new)
        if operation.action == "create":
            return self._create(operation, record_type, state, new)
        if state.state == "absent":
            raise CourtError("sync.record-unknown", type=record_type.label)
        if operation.action == "delete":
            return self._delete(operation, record_type, state)
        if record_type.append_only:
            raise CourtError("sync.append-only", type=record_type.label)
        self._check_reach(record_type, Action.UPDATE, state)
        if state.state == "deleted":
            return self._update_of_deleted(operation, state, new)
        return self._update(operation, record_type, state)

    def _create(
        self, operation: Operation, record_type: RecordType, state: RecordState, new: dict[str, Value]
    ) -> Effect:
        if state.state == "live":
            if all(state.values.get(name) == value for name, value in new.items()):
                return Effect(operation, taken(operation, "applied", state.version))
            if record_type.one_each:
                return self._created_twice(operation, record_type, state)
            raise CourtError("sync.record-exists", type=record_type.label)
        case_id = case_of(record_type.name, operation.record_id, new)
        after = RecordState(
            record_type.name,
            operation.record_id,
            "live",
            state.version + 1,
            dict.fromkeys(record_type.by_name) | new,
            self.caller.user_id,
            self._now,
            case_id,
        )
        self._check_references(record_type, new)
        self._check_reach(record_type, Action.CREATE, after)
        check_required(record_type, after.values, record_type.by_name)
        self._check_rules(record_type, state, after, new)
        return Effect(
            operation,
            taken(operation, "applied", after.version),
            (RecordChange(state, after),),
            tuple(new),
        )

    def _created_twice(self, operation: Operation, record_type: RecordType, state: RecordState) -> Effect:
        """Two workstations made the same record without hearing of each other: what came second waits as a conflict."""
        self._check_reach(record_type, Action.UPDATE, state)
        # Whole units, empty fields too: an edit that follows names them all and goes on in the same conflict.
        whole = {name: Change(None, None) for unit in record_type.joint for name in unit}
        return self._update(structs.replace(operation, changes=whole | operation.changes), record_type, state)

    def _update(self, operation: Operation, record_type: RecordType, state: RecordState) -> Effect:
        merged = merge(record_type, state.values, operation.changes)
        if merged.conflicts and record_type.first_wins:
            return Effect(operation, taken(operation, "superseded", state.version))
        if "case_id" in merged.write:
            raise CourtError("sync.case-fixed")
        changes: list[RecordChange] = []
        after = state
        if merged.write:
            after = replace(
                state,
                version=state.version + 1,
                values={**state.values, **merged.write},
                updated_by=self.caller.user_id,
                updated_at=self._now,
            )
            self._check_references(record_type, merged.write)
            check_required(record_type, after.values, merged.write)
            self._check_rules(record_type, state, after, merged.write)
            changes.append(RecordChange(state, after))
        waiting = [self._conflict(operation, state, conflict) for conflict in merged.conflicts]
        changes += [RecordChange(before, found) for before, found in waiting if found is not before]
        if waiting:
            status = "conflict"
        else:
            by_others = state.version > operation.base_version and state.updated_by != self.caller.user_id
            status = "merged" if by_others and merged.write else "applied"
        result = OperationResult(
            op_id=operation.op_id,
            status=status,  # type: ignore[arg-type]  # one of the three literals above
            version=after.version,
            conflict_ids=[found.record_id for _, found in waiting],
        )
        return Effect(operation, result, tuple(changes), tuple(merged.write))

    def _update_of_deleted(self, operation: Operation, state: RecordState, new: dict[str, Value]) -> Effect:
        """Nothing is lost: the values that came too late are kept in a conflict whose `theirs` is empty."""
        base = {name: change.base for name, change in operation.changes.items()}
        unit = FieldConflict(tuple(sorted(new)), base, new, {})
        before, found = self._conflict(operation, state, unit)
        result = OperationResult(
            op_id=operation.op_id, status="conflict", version=state.version, conflict_ids=[found.record_id]
        )
        return Effect(operation, result, (RecordChange(before, found),) if found is not before else ())

    def _delete(self, operation: Operation, record_type: RecordType, state: RecordState) -> Effect:
        if record_type.append_only:
            raise CourtError("sync.append-only", type=record_type.label)
        self._check_reach(record_type, Action.DELETE, state)
        if state.state == "deleted":
            return Effect(operation, taken(operation, "applied", state.version))
        since = set(range(operation.base_version + 1, state.version + 1))
        # What the same person changed after that version was seen, and does not count.
        since -= self._versions.get(state.key, set())
        if since and since - self._own_versions(state.key, operation.base_version):
            raise CourtError("sync.changed-before-delete", type=record_type.label)
        after = RecordState(
            state.record_type,
            state.record_id,
            "deleted",
            state.version + 1,
            updated_by=self.caller.user_id,
            updated_at=self._now,
            case_id=state.case_id,
        )
        change = RecordChange(state, after)
        return Effect(operation, taken(operation, "applied", after.version), (change,), (WHOLE_RECORD,))

    def _conflict(
        self, operation: Operation, state: RecordState, unit: FieldConflict
    ) -> tuple[RecordState, RecordState]:
        """The conflict record for one unit of one operation: how it stood, and as it is now.

        An edit typed while the one before was on its way goes on from a value that the record never had, because it waits
        in a conflict. That conflict takes the newer value up: the person decides once, about the last word.
        """
        fields = sorted(unit.fields)
        record_id = str(uuid.uuid5(_CONFLICT_IDS, f"{operation.op_id}|{','.join(fields)}"))
        before = self.ledger.get(("conflict", record_id))
        if before.state != "absent":
            return before, before
        theirs_by, theirs_at = self._author(state, [WHOLE_RECORD] if state.state == "deleted" else unit.fields)
        sides: dict[str, Value] = {
            "mine": dict(unit.mine),
            "theirs": dict(unit.theirs),
            "mine_by": self.caller.user_id,
            "mine_at": operation.made_at,
            "theirs_by": theirs_by,
            "theirs_at": theirs_at,
        }
        for earlier in self._waiting_conflicts(state.key):
            said = earlier.values
            if (said["mine_by"], said["fields"], said["mine"]) == (self.caller.user_id, fields, dict(unit.base)):
                return earlier, replace(
                    earlier,
                    version=earlier.version + 1,
                    values={**said, **sides},
                    updated_by=self.caller.user_id,
                    updated_at=self._now,
                )
        values: dict[str, Value] = dict.fromkeys(RECORD_TYPES["conflict"].by_name) | {
            "case_id": state.case_id,
            "record_type": state.record_type,
            "record_id": state.record_id,
            "fields": fields,
            "base": dict(unit.base),
            **sides,
            "status": "open",
        }
        return before, RecordState(
            "conflict", record_id, "live", 1, values, self.caller.user_id, self._now, state.case_id
        )

    def _waiting_conflicts(self, key: Key) -> Iterator[RecordState]:
        """The open conflicts about a record, as this batch has left them so far."""
        known = {state.record_id: state for (name, _), state in self.ledger.records.items() if name == "conflict"}
        stored = {state.record_id: state for state in self._open_conflicts(key)}
        for state in (stored | known).values():
            about = (state.values.get("record_type"), state.values.get("record_id"))
            if state.state == "live" and about == key and state.values.get("status") == "open":
                yield state

    def _author(self, state: RecordState, fields: Sequence[str]) -> Author:
        """Who wrote these fields last and when; where no operation tells (an import), who changed the record last."""
        for name in fields:
            if (state.key, name) in self._authors:
                return self._authors[(state.key, name)]
        return self._last_author(state.key, fields) or (state.updated_by, state.updated_at)

    def _check_reach(self, record_type: RecordType, action: Action, state: RecordState) -> None:
        if self._settles_own(state, action):
            return
        limit = self.caller.reach(record_type.name, action)
        if limit is Reach.NONE:
            raise CourtError("sync.not-permitted", type=record_type.label)
        if record_type.scope is Scope.COURT:
            if limit is not Reach.COURT:
                raise CourtError("sync.not-permitted", type=record_type.label)
        elif not may(self.caller, record_type.name, action, self._owners(state)):
            raise CourtError("sync.not-yours", type=record_type.label)

    def _settles_own(self, state: RecordState, action: Action) -> bool:
        """A conflict about a record of the whole court is settled by the two people it names, whatever their roles."""
        if state.record_type != "conflict" or state.case_id is not None or action is not Action.UPDATE:
            return False
        return self.caller.user_id in (state.values.get("mine_by"), state.values.get("theirs_by"))

    def _owners(self, state: RecordState) -> tuple[Ownership, ...]:
        """Whose the record is now, and whose it was when the batch arrived: work done before handing over counts."""
        if state.case_id is None:
            return (ownership_of(state, None),)
        now = self.ledger.cases.get(state.case_id)
        if now is None:
            return (ownership_of(state, state if state.record_type == "case" else None),)
        then = self.ledger.cases_before.get(state.case_id)
        if then is None or then is now:
            return (self._ownership(now),)
        return (self._ownership(now), self._ownership(then))

    def _ownership(self, case: RecordState) -> Ownership:
        """Remembered, because a batch asks it for every operation on the same case."""
        found = self._ownerships.get(id(case))
        if found is None or found[0] is not case:
            found = self._ownerships[id(case)] = (case, Ownership.of_case(case.values))
        return found[1]

    def _check_references(self, record_type: RecordType, values: Mapping[str, Value]) -> None:
        for name, value in values.items():
            declared = record_type.by_name.get(name)
            if declared is None or not declared.refers_to or value in (None, ""):
                continue
            if (declared.refers_to, str(value)) not in self.ledger.existing:
                raise CourtError("sync.reference-missing", field=declared.label)

    def _check_rules(
        self, record_type: RecordType, before: RecordState, after: RecordState, fields: Mapping[str, Value]
    ) -> None:
        case = self.ledger.cases.get(after.case_id) if after.case_id else None
        document_id = document_of(record_type.name, after.record_id, after.values)
        copy_key = ("web_copy", document_id)
        setting = Setting(
            self.caller,
            self._own_codes,
            self._today,
            case,
            self._owners(after),
            document=self.ledger.get(("document", document_id)),
            statuses=self.ledger.statuses_of(document_id),
            web_copy=self.ledger.get(copy_key),
            copy_follows=copy_key in self.ledger.named,
        )
        check_rules(record_type.name, setting, Written(after.record_id, before.values, after.values, fields))
        if record_type.name == "case" and "number_text" in fields:
            text = str(after.values["number_text"])
            if self.ledger.bearer_of(text) not in (None, after.record_id):
                raise CourtError("case-number.duplicate", text=text)
