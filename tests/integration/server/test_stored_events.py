"""Every event that a workstation can store passes the server's own reading: stored values read back as themselves."""

from __future__ import annotations

from datetime import date

import pytest

from court_core.rules.process_node_catalogue import NODES
from court_core.rules.process_nodes import FieldKind, Node, NodeField, read_event

DAY = date(2026, 11, 18)


def typed(item: NodeField) -> object:
    """What a clerk may type, in the loosest form that is taken."""
    samples: dict[FieldKind, object] = {
        FieldKind.TEXT: " （2026）粤0103民初12号 ",
        FieldKind.PERSON: " 王申请 ",
        FieldKind.DATE: "2026年11月18日",
        FieldKind.DATETIME: "2026/11/18 9:30",
        FieldKind.MONEY: "4.5万",
        FieldKind.NUMBER: "３次",
        FieldKind.BOOL: "是",
    }
    return item.choices[0] if item.kind is FieldKind.CHOICE else samples[item.kind]


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.key)
def test_what_is_stored_reads_back_as_itself(node: Node) -> None:
    first = read_event(node, DAY, {item.key: typed(item) for item in node.fields}, today=DAY)
    assert first.errors == ()
    again = read_event(node, DAY, first.fields, today=DAY)
    assert again.errors == ()
    assert {key: (type(value), value) for key, value in again.fields.items()} == {
        key: (type(value), value) for key, value in first.fields.items()
    }
