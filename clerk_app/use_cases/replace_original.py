"""更换正本: a judge sends a corrected judgment for a document that is registered already.

The original changes only while the document is the division's: what is with the reviewers comes back first, what is
public is withdrawn first (法释〔2016〕19号 art. 16). A copy of the former original is outdated and is masked anew.
"""

from __future__ import annotations

from clerk_app.use_cases.access import check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.document_files import kept_file
from clerk_app.use_cases.document_ledger import take_step
from clerk_app.use_cases.forms import NewOriginal
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.wording import text_of
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.rules.document_steps import status_label, step_for

_OUT_OF_HAND = ("submitted", "passed", "published")


def replace_original(desk: Desk, form: NewOriginal) -> Saved:
    """Puts the corrected file in the place of the original; the ledger says who, when and why.

    Raises CourtError `document.unknown`, `document.file-fixed`, `document.same-file`, `document-step.not-yours`,
    `access.refused`, `field.too-long`, and as `document_files.kept_file`.
    """
    with desk.store.read() as reader:
        document = document_record(reader, form.document_id)
        case = case_record(reader, text_of(document["case_id"]))
    check(desk, Action.UPDATE, "document", case.values)
    _check_status(desk, text_of(document["status"]))
    file = kept_file(desk, form.content, form.file_name, form.docx)
    with desk.store.write(desk.actor.user_id) as unit:
        now = document_record(unit, form.document_id)
        _check_status(desk, text_of(now["status"]))
        if now["file_sha256"] == file["file_sha256"]:
            raise CourtError("document.same-file", name=text_of(now["file_name"]))
        unit.update("document", form.document_id, file)
        take_step(desk, unit, now, "replace", reason=form.reason)
        return Saved(form.document_id, unit.change_set)


def _check_status(desk: Desk, status: str) -> None:
    if status in _OUT_OF_HAND:
        raise CourtError("document.file-fixed", status=status_label(status))
    step_for(status, "replace", desk.actor.roles)
