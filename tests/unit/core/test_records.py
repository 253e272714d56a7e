"""The record declarations agree with themselves."""

from __future__ import annotations

import pytest

from court_core.records.access import MATRIX, Action, Reach, Role, reach
from court_core.records.fields import Kind, RecordType, Scope
from court_core.records.types import RECORD_TYPES

ALL = list(RECORD_TYPES.values())


@pytest.mark.parametrize("record_type", ALL, ids=lambda record_type: record_type.name)
class TestDeclaration:
    def test_names_and_labels_are_unique(self, record_type: RecordType) -> None:
        assert len(record_type.by_name) == len(record_type.fields)
        labels = [field.label for field in record_type.fields]
        assert len(set(labels)) == len(labels)

    def test_joint_groups_name_declared_fields_once(self, record_type: RecordType) -> None:
        joint = [name for group in record_type.joint for name in group]
        assert set(joint) <= set(record_type.by_name)
        assert len(set(joint)) == len(joint)

    def test_references_lead_to_declared_types(self, record_type: RecordType) -> None:
        for field in record_type.fields:
            assert (field.kind is Kind.REFERENCE) == bool(field.refers_to)
            assert not field.refers_to or field.refers_to in RECORD_TYPES

    def test_choices_stand_exactly_on_choice_fields(self, record_type: RecordType) -> None:
        for field in record_type.fields:
            assert (field.kind is Kind.CHOICE) == bool(field.choices)

    def test_case_scoped_records_name_their_case(self, record_type: RecordType) -> None:
        if record_type.scope is Scope.CASE and record_type.name != "case":
            assert record_type.by_name["case_id"].refers_to == "case"

    def test_parents_stand_before_children(self, record_type: RecordType) -> None:
        order = list(RECORD_TYPES)
        for field in record_type.fields:
            if field.refers_to and field.refers_to != record_type.name:
                assert order.index(field.refers_to) < order.index(record_type.name)


class TestAccess:
    """DOMAIN.md §1 and DESIGN.md "Access"."""

    def test_a_typist_never_approves(self) -> None:
        assert all(action is not Action.APPROVE for _, action in MATRIX[Role.TYPIST])

    def test_the_administrator_sees_no_case_bodies(self) -> None:
        for record_type in ALL:
            if record_type.scope is Scope.CASE:
                assert reach(["administrator"], record_type.name, Action.SEE) is Reach.NONE

    def test_the_auditor_only_reads(self) -> None:
        assert {action for _, action in MATRIX[Role.AUDITOR]} == {Action.SEE}

    def test_only_heads_and_vice_presidents_approve_withholding(self) -> None:
        approvers = {role for role in Role if reach([role], "withholding", Action.APPROVE)}
        assert approvers == {Role.DIVISION_HEAD, Role.VICE_PRESIDENT}

    def test_nobody_changes_or_deletes_a_log_entry(self) -> None:
        for role in Role:
            assert not reach([role], "log_entry", Action.UPDATE)
            assert not reach([role], "log_entry", Action.DELETE)

    def test_who_may_change_may_also_see(self) -> None:
        for role, grants in MATRIX.items():
            for (record_type, _), width in grants.items():
                assert reach([role], record_type, Action.SEE) >= width

    def test_roles_add_up_and_unknown_roles_grant_nothing(self) -> None:
        assert reach(["judge", "division-head"], "case", Action.SEE) is Reach.DIVISION
        assert reach(["somebody"], "case", Action.SEE) is Reach.NONE
        assert reach([], "case", Action.SEE) is Reach.NONE
