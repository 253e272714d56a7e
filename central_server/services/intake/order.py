"""In which order a batch's operations are evaluated: parents before children, each record's own in their true order.

Operations of a batch may stand in any order. No clock decides: of one record's operations, the next is the one whose
base values are the values reached so far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from central_server.services.records.record_state import Key
from court_core.protocol.messages import Operation
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES

_ORDER = {name: position for position, name in enumerate(RECORD_TYPES)}
_RANK = {"create": 0, "update": 1, "delete": 2}


def in_order(operations: Iterable[Operation], current: Mapping[Key, Mapping[str, Value]]) -> list[Operation]:
    """The operations in the order of evaluation; `current` holds the values of the records that are live already."""
    groups: dict[Key, list[Operation]] = defaultdict(list)
    for operation in operations:
        groups[(operation.record_type, operation.record_id)].append(operation)
    keys = sorted(groups, key=lambda key: (_ORDER.get(key[0], len(_ORDER)), _amends(groups[key])))
    return [operation for key in keys for operation in _chain(groups[key], current.get(key, {}))]


def _amends(group: list[Operation]) -> bool:
    """Whether these create a correction, which names another record of the same type and comes after it."""
    return any("amends_id" in operation.changes and operation.changes["amends_id"].new for operation in group)


def _chain(group: list[Operation], current: Mapping[str, Value]) -> list[Operation]:
    if len(group) == 1:
        return group
    ranked = sorted(group, key=lambda operation: _RANK[operation.action])
    creates = [operation for operation in ranked if operation.action == "create"]
    updates = [operation for operation in ranked if operation.action == "update"]
    deletes = ranked[len(creates) + len(updates) :]
    start = dict(current)
    for operation in creates:
        start.update({name: change.new for name, change in operation.changes.items()})
    # As they stand; then by op id (made in order on one machine, unless its clock was set back); then link by link.
    for candidate in (updates, sorted(updates, key=lambda operation: operation.op_id)):
        if _fits_throughout(candidate, start):
            return [*creates, *candidate, *deletes]
    return [*creates, *_link_by_link(updates, start), *deletes]


def _fits(operation: Operation, values: Mapping[str, Value]) -> bool:
    return all(values.get(name) == change.base for name, change in operation.changes.items())


def _fits_throughout(operations: list[Operation], start: Mapping[str, Value]) -> bool:
    values = dict(start)
    for operation in operations:
        if not _fits(operation, values):
            return False
        values.update({name: change.new for name, change in operation.changes.items()})
    return True


def _link_by_link(operations: list[Operation], start: Mapping[str, Value]) -> list[Operation]:
    """Take the first that fits each time; where none does (another's change stands between), the first that is left."""
    values, left, ordered = dict(start), list(operations), []
    while left:
        following = next((operation for operation in left if _fits(operation, values)), left[0])
        left.remove(following)
        ordered.append(following)
        values.update({name: change.new for name, change in following.changes.items()})
    return ordered
