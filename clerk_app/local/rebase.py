"""Pure rules of laying waiting operations over what the server says of a record.

The server merges field by field on base values, whatever version an operation names. So an operation whose fields the
server has not touched gets the newer base and applies silently; one whose field somebody else changed keeps the base
the person really saw, and the server finds the conflict. Sealed operations are never rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clerk_app.local.rows import Base
from court_core.protocol.merge import merge
from court_core.protocol.messages import Change
from court_core.records.fields import RecordType, Value


@dataclass(frozen=True, slots=True)
class WaitingOperation:
    """One row of the outbox. `batch_id` is set once it is sealed."""

    position: int
    op_id: str
    user_id: str
    record_type: str
    record_id: str
    action: str
    base_version: int
    changes: Mapping[str, Change]
    made_at: str
    batch_id: str | None

    @property
    def sealed(self) -> bool:
        """Whether its bytes are fixed."""
        return self.batch_id is not None

    @property
    def new_values(self) -> dict[str, Value]:
        """The values it sets."""
        return {name: change.new for name, change in self.changes.items()}


def shown_values(
    record_type: RecordType, base: Base, operations: Sequence[WaitingOperation]
) -> dict[str, Value] | None:
    """The record as the person sees it: the base with their own waiting changes on top; None when it is gone.

    While something waits, a record the server has deleted or taken away keeps its last values here: nothing typed
    disappears before the server has answered it.
    """
    values: dict[str, Value] | None = None if base.state == "absent" else dict(base.values)
    waits = False
    for operation in operations:
        if operation.action == "delete":
            values = None
        elif operation.action == "create":
            if base.state == "absent":
                values = {field.name: None for field in record_type.fields} | operation.new_values
                waits = True
        elif values is not None:
            values = values | operation.new_values
            waits = True
    if base.state in ("deleted", "evicted") and not waits:
        return None
    return values


def rebased(record_type: RecordType, base: Base, operations: Sequence[WaitingOperation]) -> list[WaitingOperation]:
    """The same operations, unsealed updates brought onto `base` as far as nobody else touched their fields."""
    if base.state != "live":
        return list(operations)
    current: dict[str, Value] = dict(base.values)
    moved: list[WaitingOperation] = []
    for operation in operations:
        if operation.action != "update":
            # A deletion keeps the version it was decided on: the server refuses it if the record changed since.
            moved.append(operation)
            continue
        merged = merge(record_type, current, operation.changes)
        if not operation.sealed and merged.clean:
            # The values it was typed over stay as they are: where they are what waits in a conflict, the server goes on
            # from there, even if the new value is the one from before.
            operation = replace(operation, base_version=base.version)
        current |= merged.write
        moved.append(operation)
    return moved


def base_after(
    record_type: RecordType, base: Base, operation: WaitingOperation, version: int, *, disputed: bool
) -> Base:
    """What is known of the server's record once it has answered that `operation` was taken, at `version`.

    The base may be newer already, when a pull overtook the answer. Otherwise the version is not claimed (but for a
    fresh create): somebody else's change may stand in between, and the coming pull brings the record as a whole.
    `disputed`: some of its fields became a conflict, and only the others were written.
    """
    if base.state == "evicted" or (base.state != "absent" and version <= base.version):
        return base
    if operation.action == "create":
        values = {field.name: None for field in record_type.fields} | operation.new_values
        return replace(base, version=version if version == 1 else 0, state="live", values=values)
    if operation.action == "delete":
        return replace(base, state="deleted")
    written = merge(record_type, base.values, operation.changes).write if disputed else operation.new_values
    return replace(base, values=dict(base.values) | written)


def without_refused(
    refused: Sequence[WaitingOperation], operations: Sequence[WaitingOperation]
) -> list[WaitingOperation]:
    """The unsealed operations that follow refused ones, as if the refused values had never stood in between."""
    before: dict[str, tuple[Value, Value]] = {}
    for operation in refused:
        for name, change in operation.changes.items():
            first = before[name][0] if name in before and before[name][1] == change.base else change.base
            before[name] = (first, change.new)
    followed: list[WaitingOperation] = []
    for operation in operations:
        if operation.sealed or operation.action != "update":
            followed.append(operation)
            continue
        changes = {
            name: Change(before[name][0], change.new) if name in before and before[name][1] == change.base else change
            for name, change in operation.changes.items()
        }
        followed.append(replace(operation, changes=changes))
        for name in operation.changes:
            before.pop(name, None)
    return followed


def folded(record_type: RecordType, updates: Sequence[WaitingOperation]) -> WaitingOperation | None:
    """One operation instead of several unsealed updates of one record that touch a unit of fields more than once.

    Without it, two edits of one field would come to the server as two conflicts when somebody else was faster. None
    when each touches other fields (they stay apart), when they are not one chain, or when they are steps of a procedure
    (registered, masked, confirmed), which the server checks one by one.
    """
    if len(updates) < 2 or any(sum(name in one.changes for one in updates) > 1 for name in record_type.stepwise):
        return None
    changes: dict[str, Change] = {}
    touched_twice = False
    for operation in updates:
        for name, change in operation.changes.items():
            earlier = changes.get(name)
            if earlier is None:
                changes[name] = change
                continue
            if earlier.new != change.base:
                return None
            touched_twice = True
            changes[name] = Change(earlier.base, change.new)
    if not touched_twice:
        return None
    units = record_type.merge_units
    settled = {
        name
        for name in changes
        if all(unit in changes and changes[unit].base == changes[unit].new for unit in units.get(name, (name,)))
    }
    changes = {name: change for name, change in changes.items() if name not in settled}
    return replace(updates[-1], base_version=min(one.base_version for one in updates), changes=changes)
