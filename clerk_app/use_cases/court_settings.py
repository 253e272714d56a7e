"""本院规定: what the court has settled for everybody. The administrator changes it; it reaches all workstations by the sync."""

from __future__ import annotations

from collections.abc import Mapping

from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.settings import refreshed
from clerk_app.use_cases.views import Choice, CourtSettingRow
from court_core.errors import CourtError
from court_core.records.access import Action, Reach, reach
from court_core.records.fields import Value
from court_core.rules.court_calendar import CourtCalendarSettings
from court_core.rules.court_settings import COURT_SETTINGS, check_value, setting_named

CALENDAR = "calendar."
"""Before the name of one of the court's dates."""


def court_settings(desk: Desk) -> tuple[CourtSettingRow, ...]:
    """What is in force, with what else could be chosen."""
    return tuple(
        CourtSettingRow(
            setting.key,
            setting.label,
            getattr(desk.settings, setting.key),
            tuple(Choice(value, label) for value, label in setting.choices),
        )
        for setting in COURT_SETTINGS
    )


def calendar_settings(desk: Desk) -> dict[str, str | int]:
    """The court's dates by the names under which they are changed."""
    return {f"{CALENDAR}{name}": value for name, value in desk.calendar.settings.as_json().items()}


def set_court_setting(desk: Desk, key: str, value: str) -> tuple[Saved, Desk]:
    """Settles it for the whole court from now on; answers also with the desk on which it holds. `calendar.submit_day` and
    the like are the dates of the court (`CourtCalendarSettings`).

    Raises CourtError `court-setting.unknown`, `court-setting.value`, `calendar.settings-unreadable`,
    `court-setting.not-yours` for anybody but the administrator, `record.gone` before the court's record has arrived.
    """
    of_calendar = key.removeprefix(CALENDAR) if key.startswith(CALENDAR) else ""
    if not of_calendar:
        check_value(setting_named(key), value)
    if reach(desk.actor.roles, "court", Action.UPDATE) is Reach.NONE:
        raise CourtError("court-setting.not-yours")
    with desk.store.write(desk.actor.user_id) as unit:
        record = next(iter(unit.find("court")), None)
        if record is None:
            raise CourtError("record.gone", label="法院")
        known = record["settings"]
        before = dict(known) if isinstance(known, dict) else {}
        settings = before | (_with_calendar(before, of_calendar, value) if of_calendar else {key: value})
        unit.update("court", record.id, {"settings": settings})
        saved = Saved(record.id, unit.change_set)
    return saved, refreshed(desk)


def _with_calendar(before: Mapping[str, Value], name: str, typed: str) -> dict[str, Value]:
    known = before.get("calendar")
    dates: dict[str, Value] = dict(known) if isinstance(known, dict) else {}
    dates[name] = int(typed) if typed.isascii() and typed.isdigit() else typed
    CourtCalendarSettings.of_json(dates)
    return {"calendar": dates}
