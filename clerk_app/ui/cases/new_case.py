"""新建案件: the form, and what is made of the names typed into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from clerk_app.ui.cases.basics_tab import PROCEDURES
from clerk_app.ui.widgets.field_form import FieldKind, FormField, FormValue
from clerk_app.use_cases.forms import NewCase, NewParty
from court_core.errors import CourtError
from court_core.rules.case_number import CaseNumber
from court_core.rules.case_types import nature_of

DRAFT_KEY = "case:new"
_ROLES = {
    "enforcement": ("申请执行人", "被执行人"),
    "criminal": ("公诉机关", "被告人"),
    "civil": ("原告", "被告"),
    "administrative": ("原告", "被告"),
}
_SEPARATORS = re.compile(r"[、；;\n]")

NEW_CASE_FIELDS = (
    FormField("number", "案号", required=True, help="括号、空格、全半角不限，如 (2026)粤0103执123号"),
    FormField("cause", "案由"),
    FormField("filed_on", "立案日期", FieldKind.DATE, required=True),
    FormField("received_on", "收案日期", FieldKind.DATE),
    FormField("procedure", "程序", FieldKind.CHOICE, choices=tuple((name, name) for name in PROCEDURES)),
    FormField("amount", "标的额", FieldKind.MONEY),
    FormField("applicants", "原告或申请人", FieldKind.LONG_TEXT, help="几人之间用顿号或换行分开"),
    FormField("respondents", "被告或被执行人", FieldKind.LONG_TEXT, help="几人之间用顿号或换行分开"),
)


def new_case(values: Mapping[str, FormValue]) -> NewCase:
    """The case to register. Roles follow the type in the number: 执 makes 申请执行人 and 被执行人."""
    number = str(values["number"])
    applicant, respondent = _roles_for(number)
    parties = [NewParty(name, applicant) for name in _names(values["applicants"])]
    parties += [NewParty(name, respondent) for name in _names(values["respondents"])]
    amount, filed_on, received_on = values["amount"], values["filed_on"], values["received_on"]
    return NewCase(
        number,
        str(values["cause"] or ""),
        amount if isinstance(amount, int) else None,
        str(values["procedure"] or ""),
        received_on=received_on if isinstance(received_on, date) else None,
        filed_on=filed_on if isinstance(filed_on, date) else None,
        parties=tuple(parties),
    )


def _roles_for(number: str) -> tuple[str, str]:
    try:
        nature = nature_of(CaseNumber.parse(number).type)
    except CourtError:
        nature = ""  # the use case refuses the number, in words
    return _ROLES.get(nature, ("申请人", "被申请人"))


def _names(text: FormValue) -> list[str]:
    return [name.strip() for name in _SEPARATORS.split(str(text or "")) if name.strip()]
