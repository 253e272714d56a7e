"""Tables derived from the declarations hold every value unchanged."""

from __future__ import annotations

import pytest
from sqlalchemy import MetaData

from court_core.records.fields import Kind, RecordType
from court_core.records.types import CASE, RECORD_TYPES
from court_core.storage.tables import from_row, server_table, to_row, workstation_table

SAMPLES: dict[Kind, object] = {
    Kind.LIST: ["judge", "庭长"],
    Kind.JSON: {"标的": 1, "嵌套": {"日期": None}},
    Kind.INTEGER: 7,
    Kind.MONEY: 48_620_000,
    Kind.BOOLEAN: True,
}


@pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=lambda record_type: record_type.name)
def test_values_come_back_from_their_row(record_type: RecordType) -> None:
    values = {field.name: SAMPLES.get(field.kind, "文字") for field in record_type.fields}
    assert from_row(record_type, to_row(record_type, values)) == values


def test_a_field_from_a_newer_program_survives_the_row() -> None:
    values = {"cause": "买卖合同纠纷", "from_the_future": {"层": 1}}
    restored = from_row(CASE, to_row(CASE, values))
    assert restored["from_the_future"] == {"层": 1}
    assert restored["cause"] == "买卖合同纠纷"


def test_the_server_puts_the_court_first_in_every_key() -> None:
    metadata = MetaData()
    for record_type in RECORD_TYPES.values():
        table = server_table(record_type, metadata)
        assert next(iter(table.primary_key.columns)).name == "court_id"
        for index in table.indexes:
            assert index.columns[0].name == "court_id"


def test_the_workstation_knows_a_record_by_its_id() -> None:
    table = workstation_table(CASE, MetaData())
    assert [column.name for column in table.primary_key.columns] == ["id"]
