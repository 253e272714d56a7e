"""What the screen 设置 asks of the workstation: the jobs of `use_cases.office.Office`, and the workstation's own facts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clerk_app.use_cases.sync_views import AuditVerdict, CalendarImported, Check, Phrase
from clerk_app.use_cases.views import CourtSettingRow
from clerk_app.use_cases.web_copy_views import MaskingRuleRow

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved, Settings


class MaskingRulesPort(Protocol):
    """隐名记忆 of the court."""

    def masking_rules(self) -> tuple[MaskingRuleRow, ...]:
        """All rules, those in force first."""
        ...

    def add_masking_rule(self, action: str, words: str, note: str = "") -> Saved:
        """Remembers that these words are always masked or always kept."""
        ...

    def revoke_masking_rule(self, rule_id: str) -> Saved:
        """Takes a rule out of force."""
        ...


class CourtSettingsPort(Protocol):
    """本院规定."""

    def court_settings(self) -> tuple[CourtSettingRow, ...]:
        """What the court has settled for everybody."""
        ...

    def set_court_setting(self, key: str, value: str) -> Saved:
        """Settles it for the whole court (administrator)."""
        ...


class SettingsPort(MaskingRulesPort, CourtSettingsPort, Protocol):
    """The jobs behind the screen. Each runs on the database thread and may raise CourtError."""

    def settings(self) -> Settings:
        """The settings in force on this workstation."""
        ...

    def save_settings(self, new: Settings) -> None:
        """Keeps new settings and puts them in force."""
        ...

    def phrases(self) -> tuple[Phrase, ...]:
        """常用语, the first nine with Alt+1…9."""
        ...

    def save_phrases(self, new: Sequence[Phrase]) -> None:
        """Replaces the person's 常用语."""
        ...

    def import_calendar(self, content: bytes) -> CalendarImported:
        """Takes over a year's working-day arrangement (administrator)."""
        ...

    def verify_audit(self) -> AuditVerdict:
        """Checks the audit chain from its first row."""
        ...

    def keep_draft(self, key: str, text: str) -> None:
        """Keeps unsaved text; empty drops it."""
        ...

    def saving_draft(self, key: str) -> AbstractContextManager[None]:
        """Around the job that saves it: its draft ends in the same transaction."""
        ...

    def draft(self, key: str) -> str:
        """The kept text."""
        ...


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about this workstation: 服务器, 账号, 设备编号, 密钥保护, 版本…"""

    label: str
    value: str


class WorkstationPort(Protocol):
    """What concerns the machine rather than the records."""

    def facts(self) -> Sequence[Fact]:
        """What this workstation is."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """Wraps the database key anew. Raises CourtError for a wrong or a weak password. Takes half a second."""
        ...

    def checks(self) -> Sequence[Check]:
        """What `doctor` finds: state and remedy of each."""
        ...
