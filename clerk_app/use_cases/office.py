"""The jobs of one unlocked workstation as one object, for screens.

The window imports it for type checking only (so it reaches no database driver); `bootstrap` hands the instance over.
Every method runs on the database's thread, answers with frozen dataclasses and refuses with CourtError.
Each is one line: the job itself stands in the module named after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.use_cases import (
    audit,
    calendar_years,
    case_detail,
    cases,
    catch_up,
    drafts,
    due,
    list_documents,
    parties,
    pending,
    phrases,
    record_progress,
    refused,
    register_case,
    register_document,
    replace_original,
    resolve_conflict,
    staff,
    stamp_document,
    today,
    withhold,
    write_log,
)
from clerk_app.use_cases import court_settings as of_the_court
from clerk_app.use_cases import settings as desk_settings
from clerk_app.use_cases.desk import Desk, Saved, Settings
from clerk_app.use_cases.device import Device
from clerk_app.use_cases.forms import (
    CaseQuery,
    CellEntry,
    DocumentQuery,
    LogQuery,
    NewAgent,
    NewCase,
    NewDocument,
    NewEvent,
    NewLog,
    NewOriginal,
    NewParty,
    NewWithholding,
    Resolution,
)
from clerk_app.use_cases.import_cases import job as import_job
from clerk_app.use_cases.import_cases.views import (
    Cancelled,
    ImportDone,
    ImportPreview,
    Progress,
)
from clerk_app.use_cases.import_cases.views import (
    Mapping as ColumnMapping,
)
from clerk_app.use_cases.office_copies import CopyOffice
from clerk_app.use_cases.sync_views import AuditVerdict, CalendarImported, ConflictView, PendingRow, Phrase
from clerk_app.use_cases.views import (
    CaseDetail,
    CasePage,
    CaseRow,
    Choice,
    CourtSettingRow,
    DocumentRow,
    LogView,
    PartyTextPreview,
)
from clerk_app.use_cases.week_views import CellsSaved, Today, WeekGrid
from court_core.errors import CourtError
from court_core.records.fields import Value

if TYPE_CHECKING:
    from court_core.documents.conversions import Conversions
    from court_core.documents.original import Original


class Office(CopyOffice):
    """The jobs, bound to the desk of the person who unlocked the workstation."""

    def __init__(self, desk: Desk, device: Device) -> None:
        super().__init__(desk)
        self._device = device

    # 今日
    def today(self) -> Today:
        """What is due today and soon, the most urgent first."""
        return today.today(self.desk)

    # 案件
    def search_cases(self, query: CaseQuery) -> CasePage:
        """A page of the case list."""
        return cases.search_cases(self.desk, query)

    def case_counts(self, *, mine: bool = False) -> dict[str, int]:
        """How many cases each tab of views.CASE_TABS holds."""
        return cases.case_counts(self.desk, mine=mine)

    def case_ids(self, query: CaseQuery) -> tuple[str, ...]:
        """All ids of a tab in order, for a list that loads its rows as they are scrolled to."""
        return cases.case_ids(self.desk, query)

    def work_out_due(self, at_most: int = 500) -> int:
        """Works out time limits that are missing, a chunk at a time; fewer than `at_most`: all are there."""
        return due.work_out_due(self.desk, at_most)

    def refresh(self) -> None:
        """Takes over what a pull changed in the court's settings, people and calendar."""
        self.desk = desk_settings.refreshed(self.desk)

    def case_rows(self, case_ids: Sequence[str]) -> tuple[CaseRow, ...]:
        """The list's rows of these cases, to refresh what a change-set names."""
        return cases.case_rows(self.desk, case_ids)

    def case_detail(self, case_id: str) -> CaseDetail:
        """Everything of one case. Raises `case.unknown`."""
        return case_detail.case_detail(self.desk, case_id)

    def register_case(self, form: NewCase) -> Saved:
        """Registers a case by hand."""
        return register_case.register_case(self.desk, form)

    def edit_case(self, case_id: str, changes: Mapping[str, Value]) -> Saved:
        """Changes fields of a case by their declared names."""
        return register_case.edit_case(self.desk, case_id, changes)

    def add_party(self, case_id: str, form: NewParty) -> Saved:
        """Adds a party."""
        return parties.add_party(self.desk, case_id, form)

    def edit_party(self, party_id: str, changes: Mapping[str, Value]) -> Saved:
        """Changes fields of a party."""
        return parties.edit_party(self.desk, party_id, changes)

    def remove_party(self, party_id: str) -> Saved:
        """Removes a party entered by mistake, with its agents. One who leaves the case gets `left_on` instead."""
        return parties.remove_party(self.desk, party_id)

    def add_agent(self, form: NewAgent) -> Saved:
        """Adds an agent of a party."""
        return parties.add_agent(self.desk, form)

    def edit_agent(self, agent_id: str, changes: Mapping[str, Value]) -> Saved:
        """Changes fields of an agent."""
        return parties.edit_agent(self.desk, agent_id, changes)

    def remove_agent(self, agent_id: str) -> Saved:
        """Removes an agent."""
        return parties.remove_agent(self.desk, agent_id)

    def staff(self, *, roles: Sequence[str] = ()) -> tuple[Choice, ...]:
        """People of the court to choose from, narrowed to those with one of `roles`."""
        return staff.people(self.desk, roles=roles)

    def divisions(self) -> tuple[Choice, ...]:
        """The court's divisions in their order."""
        return staff.divisions(self.desk)

    # 流程
    def nodes_for(self, case_id: str) -> tuple[Choice, ...]:
        """The nodes that suit the case's type, in the catalogue's order."""
        return record_progress.nodes_for(self.desk, case_id)

    def check_event(self, form: NewEvent) -> tuple[CourtError, ...]:
        """Everything to put right before the event can be saved; `details["key"]` of each names the field."""
        return record_progress.check_event(self.desk, form)

    def preview_party_text(self, form: NewEvent) -> PartyTextPreview:
        """What the parties would read. Never raises for an unfinished form: it shows what is there."""
        return record_progress.preview_party_text(self.desk, form)

    def record_progress(self, form: NewEvent) -> Saved:
        """Adds a process event, and lets the case follow (立案, 结案, 变更承办人…)."""
        return record_progress.record_progress(self.desk, form)

    def correct_event(self, event_id: str, form: NewEvent) -> Saved:
        """Corrects a process event; the earlier state stays in the audit trail."""
        return record_progress.correct_event(self.desk, event_id, form)

    def remove_event(self, event_id: str) -> Saved:
        """Removes a process event entered by mistake."""
        return record_progress.remove_event(self.desk, event_id)

    # 执行日志
    def list_logs(self, query: LogQuery) -> tuple[LogView, ...]:
        """Log entries, newest work date first."""
        return write_log.list_logs(self.desk, query)

    def write_log(self, form: NewLog) -> Saved:
        """Adds an entry."""
        return write_log.write_log(self.desk, form)

    def amend_log(self, log_id: str, form: NewLog) -> Saved:
        """Adds an entry that corrects another; both stand."""
        return write_log.amend_log(self.desk, log_id, form)

    def load_week(self, week: str = "") -> WeekGrid:
        """The Friday grid of a week (2026-W47); empty: of today's."""
        return catch_up.load_week(self.desk, week)

    def save_cells(self, cells: Sequence[CellEntry]) -> CellsSaved:
        """Saves many cells in one transaction; a refused cell is told by itself and its text kept as a draft."""
        return catch_up.save_cells(self.desk, cells)

    def keep_cell_draft(self, case_id: str, day: date, text: str) -> None:
        """Keeps a cell's unsaved text; empty text drops it."""
        catch_up.keep_cell_draft(self.desk, case_id, day, text)

    def phrases(self) -> tuple[Phrase, ...]:
        """常用语, the first nine with Alt+1…9."""
        return phrases.phrases(self.desk)

    def save_phrases(self, new: Sequence[Phrase]) -> None:
        """Replaces the person's 常用语."""
        phrases.save_phrases(self.desk, new)

    def keep_draft(self, key: str, text: str) -> None:
        """Keeps the unsaved text of a form under `key`; empty text drops it."""
        drafts.keep_draft(self.desk, key, text)

    def saving_draft(self, key: str) -> AbstractContextManager[None]:
        """Around the job that saves a form: its draft ends in the same transaction."""
        return drafts.saving_draft(self.desk, key)

    def draft(self, key: str) -> str:
        """The kept text, or empty."""
        return drafts.draft(self.desk, key)

    def drafts_under(self, prefix: str) -> dict[str, str]:
        """The kept texts whose keys begin so, by key."""
        return drafts.drafts_under(self.desk, prefix)

    # 文书
    def list_documents(self, query: DocumentQuery) -> tuple[DocumentRow, ...]:
        """Documents, the latest first."""
        return list_documents.list_documents(self.desk, query)

    def document_counts(self) -> dict[str, int]:
        """How many documents each tab of views.DOCUMENT_TABS holds."""
        return list_documents.document_counts(self.desk)

    def register_document(self, form: NewDocument) -> Saved:
        """Checks the file at the gate, keeps it, and registers the document."""
        return register_document.register_document(self.desk, form)

    def take_in_original(self, content: bytes, name: str, conversions: Conversions | None = None) -> Original:
        """Lets a file through the gate and makes a .docx of an old one: seconds, beside the database."""
        from court_core.documents.original import take_in

        return take_in(content, name, conversions)

    def replace_original(self, form: NewOriginal) -> Saved:
        """Puts a corrected file in the place of a document's original; its web copy is masked anew."""
        return replace_original.replace_original(self.desk, form)

    def edit_document(self, document_id: str, changes: Mapping[str, Value]) -> Saved:
        """Changes title, kind or dates of a document; `effective_on` lets it take effect."""
        return register_document.edit_document(self.desk, document_id, changes)

    def document_file(self, document_id: str) -> tuple[str, bytes]:
        """File name and bytes of the original; the look is audited. Raises `document.file-missing`."""
        return register_document.document_file(self.desk, document_id)

    def document_kinds(self) -> tuple[Choice, ...]:
        """Kinds of judicial documents to choose from."""
        return register_document.document_kinds()

    def grounds(self) -> tuple[Choice, ...]:
        """The grounds of the list in force, numbered as it numbers them."""
        return withhold.grounds(self.desk)

    def flag_withheld(self, form: NewWithholding) -> Saved:
        """Flags a document 不上网公开."""
        return withhold.flag(self.desk, form)

    def approve_withholding(self, withholding_id: str, opinion: str = "") -> Saved:
        """Approves, as division head or vice-president, whichever the chain waits for."""
        return withhold.approve(self.desk, withholding_id, opinion)

    def refuse_withholding(self, withholding_id: str, opinion: str) -> Saved:
        """Refuses, with an opinion."""
        return withhold.refuse(self.desk, withholding_id, opinion)

    def revoke_withholding(self, withholding_id: str, reason: str) -> Saved:
        """Takes a flag back."""
        return withhold.revoke(self.desk, withholding_id, reason)

    def stamped_document(
        self, document_id: str, suffix: str = ".docx", conversions: Conversions | None = None
    ) -> tuple[str, bytes]:
        """Suggested file name and bytes of the original marked 不上网公开, as `.docx` or `.pdf`."""
        return stamp_document.stamped_document(self.desk, document_id, suffix, conversions)

    # 同步与冲突
    def list_conflicts(self, *, resolved: bool = False) -> tuple[ConflictView, ...]:
        """Conflicts that wait, or those already settled."""
        return resolve_conflict.list_conflicts(self.desk, resolved=resolved)

    def resolve_conflict(self, decision: Resolution) -> Saved:
        """Takes mine, theirs or another value; the losing value stays in the conflict."""
        return resolve_conflict.resolve_conflict(self.desk, decision)

    def list_pending(self) -> tuple[PendingRow, ...]:
        """What waits to be sent."""
        return pending.list_pending(self.desk)

    def send_refused_again(self, op_id: str) -> Saved:
        """Saves what the server refused anew, over what the record says today."""
        return refused.send_refused_again(self.desk, op_id)

    def give_up_refused(self, op_id: str) -> Saved:
        """Leaves the record as the server has it; the text stays in the audit."""
        return refused.give_up_refused(self.desk, op_id)

    def settle_refused(self, op_id: str) -> Saved:
        """A refused change was dealt with; it leaves the list and stays on record."""
        return pending.settle_refused(self.desk, op_id)

    def export_pending(self, target: Path) -> int:
        """Writes the pending work as a signed file for a USB stick; answers with the number of operations."""
        return pending.export_pending(self.desk, self._device, target)

    # 设置
    def settings(self) -> Settings:
        """The settings in force on this workstation."""
        return self.desk.settings

    def save_settings(self, new: Settings) -> None:
        """Keeps new settings and puts them in force."""
        self.desk = desk_settings.save_settings(self.desk, new)

    def court_settings(self) -> tuple[CourtSettingRow, ...]:
        """What the court has settled for everybody."""
        return of_the_court.court_settings(self.desk)

    def set_court_setting(self, key: str, value: str) -> Saved:
        """Settles it for the whole court (administrator)."""
        saved, self.desk = of_the_court.set_court_setting(self.desk, key, value)
        return saved

    def import_calendar(self, content: bytes) -> CalendarImported:
        """Takes over a year's working-day arrangement (administrator)."""
        imported, self.desk = calendar_years.import_calendar(self.desk, content)
        return imported

    def verify_audit(self) -> AuditVerdict:
        """Checks the audit chain from its first row."""
        return audit.verify_audit(self.desk, self._device.server_public_key)

    # 导入案件
    def open_import(self, path: Path) -> ImportPreview:
        """Reads the first rows of a file, finds the header and guesses the columns (or takes what was remembered)."""
        return import_job.open_import(self.desk, path)

    def preview_import(
        self, path: Path, mapping: ColumnMapping, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> ImportPreview:
        """What each row would do with this mapping; writes nothing."""
        return import_job.preview_import(self.desk, path, mapping, progress, cancelled)

    def run_import(
        self, path: Path, mapping: ColumnMapping, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> ImportDone:
        """Imports in chunks of one transaction each and remembers the mapping for files with the same header."""
        return import_job.run_import(self.desk, path, mapping, progress, cancelled)
