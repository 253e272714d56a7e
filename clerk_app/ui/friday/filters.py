"""Which rows of the grid a chip shows: all, those with gaps, the idle ones, those on a node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from clerk_app.use_cases.week_views import GridRow

IDLE_LIMIT_DAYS: Final = 7
_COMMONEST_NODES: Final = 3
_NODE: Final = "node:"


def filter_chips(rows: Sequence[GridRow], has_gap: Callable[[GridRow], bool]) -> tuple[tuple[str, str, int], ...]:
    """(key, label, count) of the chips, over all rows of the week."""
    nodes = Counter(row.node for row in rows if row.node)
    return (
        ("all", "全部", len(rows)),
        ("gaps", "只看缺口", sum(map(has_gap, rows))),
        ("idle", f"超 {IDLE_LIMIT_DAYS} 天", sum(map(idle, rows))),
        *((f"{_NODE}{node}", node, count) for node, count in nodes.most_common(_COMMONEST_NODES)),
    )


def filtered(rows: Sequence[GridRow], key: str, has_gap: Callable[[GridRow], bool]) -> tuple[GridRow, ...]:
    """The rows that the chip `key` lets through."""
    if key == "gaps":
        return tuple(filter(has_gap, rows))
    if key == "idle":
        return tuple(filter(idle, rows))
    if key.startswith(_NODE):
        return tuple(row for row in rows if row.node == key.removeprefix(_NODE))
    return tuple(rows)


def idle(row: GridRow) -> bool:
    """Whether a case has had no entry for more than seven days."""
    return row.idle_days is not None and row.idle_days > IDLE_LIMIT_DAYS
