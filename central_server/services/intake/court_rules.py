"""Rules of the court that the server checks on every operation, whatever the workstation has checked before.

Each check gets the record as it was and as it would be, and refuses with a CourtError; nothing here reads a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from central_server.services.intake.publication_rules import (
    check_copy_goes_along,
    check_document_step,
    check_masking_rule,
    check_original,
    check_web_copy,
)
from central_server.services.intake.rule_setting import Setting, Written
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.rules import court_settings, document_steps, withholding
from court_core.rules.case_number import CaseNumber
from court_core.rules.log_entries import check_visibility, log_kind, work_date_errors
from court_core.rules.process_node_catalogue import FILING_NODES, node_named
from court_core.rules.process_nodes import read_event


def check_rules(record_type: str, setting: Setting, written: Written) -> None:
    """Raise the CourtError of the first rule that the record would break."""
    check = _CHECKS.get(record_type)
    if check is not None:
        check(setting, written)


def _check_court(_setting: Setting, written: Written) -> None:
    """The court's own settings can be worked with: what the workstations and the release read would stop at them."""
    settings = written.after.get("settings")
    if "settings" in written.fields and isinstance(settings, dict):
        court_settings.check_settings(settings)


def _check_case(setting: Setting, written: Written) -> None:
    """The number parses, is written canonically, agrees with its parts and is this court's (法〔2015〕137号)."""
    if not any(name.startswith("number") for name in written.fields):
        return
    text = str(written.after.get("number_text") or "")
    number = CaseNumber.parse(text)
    if number.court not in setting.own_codes:
        own = "、".join(sorted(setting.own_codes))
        raise CourtError("case-number.other-court", text=text, court=number.court, own=own)
    parts: dict[str, object] = {
        "number_text": number.text,
        "number_year": number.year,
        "number_court": number.court,
        "number": number.number,
        "number_suffix": number.suffix,
    }
    if any((written.after.get(name) or "") != part for name, part in parts.items()):
        raise CourtError("case-number.unreadable", text=text)


def _check_log_entry(setting: Setting, written: Written) -> None:
    """An entry is the officer's own, for a day that has come, of a case open then ([2013] 公开执行日志工作程序)."""
    log_kind(str(written.after.get("kind")))
    check_visibility(str(written.after.get("visibility")))
    case = setting.case.values if setting.case is not None else {}
    for error in work_date_errors(
        date.fromisoformat(str(written.after.get("work_date"))),
        today=setting.today,
        filed_on=_date(case.get("filed_on")),
        closed_on=_date(case.get("closed_on")),
    ):
        raise error
    if written.after.get("officer_id") != setting.caller.user_id:
        raise CourtError("sync.other-officer")


def _check_process_event(setting: Setting, written: Written) -> None:
    """An event is one of the catalogue that a case of this type can have, its fields read without a fault, and stand as
    they are stored (法释〔2018〕7号): projection would keep one that it cannot read from the parties, and nobody would know.
    """
    if not {"node", "happened_on", "details"} & written.fields.keys():
        return
    name = str(written.after.get("node"))
    node = node_named(name)
    if node.key != name:  # its label: what is stored is the key
        raise CourtError("node.unknown", node=name)
    details = written.after.get("details")
    if details is not None and not isinstance(details, dict):
        raise CourtError("sync.value-wrong", field="节点内容")
    case = setting.case.values if setting.case is not None else {}
    reading = read_event(
        node,
        date.fromisoformat(str(written.after.get("happened_on"))),
        details or {},
        today=setting.today,
        filed_on=None if node.key in FILING_NODES else _date(case.get("filed_on")),
        type_code=str(case.get("number_type") or ""),
    )
    for error in reading.errors:
        raise error
    for item in node.fields:
        value = (details or {}).get(item.key)
        read = reading.fields.get(item.key)
        if read is not None and (type(value) is not type(read) or value != read):
            hint = "请升级工作站程序后重新提交。"  # 2026年11月20日 can be read, but only 2026-11-20 is stored
            raise CourtError("node.field-unreadable", field=item.label, text=str(value)[:40], hint=hint)


def _check_withholding(setting: Setting, written: Written) -> None:
    """A flag begins where its ground says, and moves only along its approval chain (法释〔2016〕19号 art. 12)."""
    if "status" not in written.fields:
        return
    new = str(written.after.get("status"))
    if not written.before:
        ground = withholding.ground_named(str(written.after.get("ground")), str(written.after.get("ground_list")))
        if new != withholding.initial_status(ground):
            raise _step_not_allowed("", new)
        return
    old = str(written.before.get("status"))
    steps = [step for step in withholding.STEPS if (step.before, step.after) == (old, new)]
    if not steps:
        raise _step_not_allowed(old, new)
    if not any(set(step.roles) & set(setting.caller.roles) for step in steps):
        roles = "、".join(withholding.ROLE_LABELS.get(role, role) for role in steps[0].roles)
        raise CourtError("withholding.not-your-step", action=steps[0].label, roles=roles)
    limit = setting.caller.reach("withholding", Action.APPROVE)
    if new != "revoked" and not any(owner.is_within(setting.caller, limit) for owner in setting.owners):
        raise CourtError("sync.not-permitted", type="不上网公开")


def _step_not_allowed(old: str, new: str) -> CourtError:
    labels: Mapping[str, str] = {str(key): label for key, label in withholding.STATUS_LABELS.items()}
    return CourtError(
        "withholding.step-not-allowed",
        status=labels.get(old, old) or "尚未标记",
        action=f"改为“{labels.get(new, new)}”",
    )


def _check_document(setting: Setting, written: Written) -> None:
    check_original(written)
    _check_document_status(setting, written)
    check_copy_goes_along(setting, written)


def _check_document_status(setting: Setting, written: Written) -> None:
    """A status follows from the one before, by those whose step it is: a withheld document is never passed, and a
    division never passes its own ([2013]).
    """
    if "status" not in written.fields:
        return
    old, new = str(written.before.get("status") or ""), str(written.after.get("status"))
    if old == new or (not written.before and new in ("registered", "effective")):
        return
    in_effect = bool(written.after.get("effective_on"))
    steps = [
        step
        for step in document_steps.STEPS
        if step.after == new and old in step.before and step.in_effect in (None, in_effect)
    ]
    label = document_steps.status_label(new)
    if not steps:
        before = document_steps.status_label(old) or "尚未登记"
        raise CourtError("document-step.not-allowed", status=before, action=f"改为“{label}”")
    if not any(set(step.roles) & set(setting.caller.roles) for step in steps):
        raise CourtError("document-step.not-yours", action=f"改为“{label}”", roles="有权人员")


def _date(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


_CHECKS: dict[str, Callable[[Setting, Written], None]] = {
    "court": _check_court,
    "case": _check_case,
    "log_entry": _check_log_entry,
    "process_event": _check_process_event,
    "withholding": _check_withholding,
    "document": _check_document,
    "web_copy": check_web_copy,
    "document_step": check_document_step,
    "masking_rule": check_masking_rule,
}
