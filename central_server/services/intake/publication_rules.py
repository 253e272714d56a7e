"""Rules of a document's way to the public page: its web copy, the ledger of its steps, the court's masking rules.

What a reviewer passed is what goes out: from the submission on, neither the copy nor the original can be changed.
"""

from __future__ import annotations

from datetime import date

from central_server.services.intake.rule_setting import Setting, Written
from court_core.documents.model import copy_from_json
from court_core.errors import CourtError
from court_core.records.fields import Value
from court_core.records.types import MASKING_RULE
from court_core.rules import document_steps
from court_core.rules.document_steps import status_label
from court_core.rules.web_copies import copy_obstacle

_AT_THE_DESK = frozenset({"registered", "effective", "masked", "confirmed", "returned", "withheld", "withdrawn"})
"""The statuses in which a document is the division's to work on."""

_CONFIRMING_ROLES = frozenset(role for step in document_steps.STEPS if step.action == "confirm" for role in step.roles)
_COPY_NEEDED = frozenset({"submitted", "passed", "published"})
_CONTENT = ("profile", "source_sha256", "content", "replacements", "answers")
_ORIGINAL = ("file_sha256", "docx_sha256")
_RULE_WORDS = range(2, 101)


def check_web_copy(setting: Setting, written: Written) -> None:
    """A copy is its document's, changes only at the desk, and bears the confirmation of the person who confirms.

    Whoever changes a word of it takes the confirmation off, unless it is their own (法释〔2016〕19号; [2013] art. 2).
    """
    after, document = written.after, setting.document
    if after.get("document_id") != written.record_id or document.state != "live":
        raise CourtError("web-copy.other-document")
    if document.case_id != after.get("case_id"):
        raise CourtError("web-copy.other-document")
    if not setting.statuses & _AT_THE_DESK:
        raise CourtError("web-copy.fixed", status=status_label(str(document.values.get("status"))))
    if "content" in written.fields:
        copy_from_json(str(after.get("content")))
    changed = any(written.before.get(name) != after.get(name) for name in (*_CONTENT, "confirmed_by", "confirmed_on"))
    if not changed or not (after.get("confirmed_by") or after.get("confirmed_on")):
        return
    caller = setting.caller
    if after.get("confirmed_by") != caller.user_id or not _CONFIRMING_ROLES & set(caller.roles):
        raise CourtError("web-copy.not-your-confirmation")
    obstacle = copy_obstacle(after, document.values)
    if obstacle:
        raise CourtError(obstacle)


def check_document_step(setting: Setting, written: Written) -> None:
    """A line of the ledger stands for a change that took place in this batch or stands now, by those whose step it is,
    in the name of whoever made it (法释〔2016〕19号 art. 16).
    """
    after = written.after
    action, status = str(after.get("action")), str(after.get("status"))
    steps = [step for step in document_steps.STEPS if (step.action, step.after) == (action, status)]
    if not steps:
        raise CourtError("document-step.unknown", action=action[:40], status=status_label(status))
    if not any(set(step.roles) & set(setting.caller.roles) for step in steps):
        raise CourtError("document-step.not-yours", action=steps[0].label, roles="有权人员")
    if after.get("made_by") != setting.caller.user_id:
        raise CourtError("document-step.other-person")
    if steps[0].needs_reason and not str(after.get("reason") or "").strip():
        raise CourtError("document-step.reason-missing", action=steps[0].label)
    same_case = setting.document.case_id == after.get("case_id")
    if not same_case or status not in setting.statuses:
        raise CourtError("document-step.without-change", status=status_label(status))


def check_masking_rule(setting: Setting, written: Written) -> None:
    """What is remembered is one short wording, in the name of who remembered it; afterwards it is only ended or noted."""
    after = written.after
    words = str(after.get("words") or "")
    if not written.before:
        if after.get("made_by") != setting.caller.user_id:
            raise CourtError("sync.value-wrong", field=MASKING_RULE.by_name["made_by"].label)
        if words != words.strip() or len(words) not in _RULE_WORDS or not words.isprintable():
            raise CourtError("masking-rule.words-short", words=words[:100])
    elif {"action", "words", "made_by", "made_on"} & written.fields.keys():
        raise CourtError("masking-rule.fixed")
    for name in ("made_on", "revoked_on"):
        if _day_after(after.get(name), setting.today):
            raise CourtError("date.future", date=str(after.get(name)))


def check_original(written: Written) -> None:
    """The original stays what it was while its copy is with the reviewers or on the public page."""
    status = str(written.before.get("status") or "")
    changed = any(written.before.get(name) != written.after.get(name) for name in _ORIGINAL)
    if written.before and status not in _AT_THE_DESK and changed:
        raise CourtError("document.file-fixed", status=status_label(status))


def check_copy_goes_along(setting: Setting, written: Written) -> None:
    """Nobody submits, passes or publishes a document without a confirmed copy of it as it is now.

    When the copy itself comes later in the batch, publication has the last word.
    """
    status = written.after.get("status")
    if "status" not in written.fields or status not in _COPY_NEEDED or setting.copy_follows:
        return
    copy = setting.web_copy
    obstacle = copy_obstacle(copy.values if copy.state == "live" else None, written.after)
    if obstacle:
        raise CourtError(obstacle)


def _day_after(value: Value, today: date) -> bool:
    return isinstance(value, str) and bool(value) and date.fromisoformat(value) > today
