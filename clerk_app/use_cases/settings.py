"""Settings of the court (synchronised, the administrator's) and of this workstation (its own), and the desk made of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, cast

from clerk_app.local import due_dates
from clerk_app.use_cases.desk import Actor, Court, Desk, Settings
from court_core.clock import Clock
from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendar, CourtCalendarSettings
from court_core.rules.court_settings import COURT_SETTINGS
from court_core.rules.working_days import Calendar

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.store import LocalStore
    from court_core.records.fields import Value

_KEY = "workstation"
_COUNTED_WITH = "due/calendar"
_ALLOWED = {
    "soon_days": range(1, 61),
    "idle_case_days": range(1, 61),
    "idle_lock_minutes": range(1, 121),
    "text_scale": range(80, 201),
}


def open_desk(store: LocalStore, actor: Actor, clock: Clock) -> Desk:
    """The desk of the person who unlocked the store, with what the court's records say now."""
    with store.read() as reader:
        court, of_court = _court(reader)
        calendar = CourtCalendar(_calendar(reader), CourtCalendarSettings.of_json(_part(of_court, "calendar")))
        settings = _settings(_as_mapping(reader.setting(_KEY, {})), of_court)
        counted_with = reader.setting(_COUNTED_WITH, _fingerprint(Calendar()))
    desk = Desk(store, actor, court, clock, calendar, settings)
    if counted_with != _fingerprint(calendar.calendar):
        _count_anew(desk)
    return desk


def refreshed(desk: Desk) -> Desk:
    """The same desk after settings, calendar or the court's record changed, here or by a pull."""
    return open_desk(desk.store, desk.actor, desk.clock)


def save_settings(desk: Desk, new: Settings) -> Desk:
    """Keep the workstation's settings; answers with the desk on which they hold.

    Raises CourtError `setting.out-of-range`. What is the court's stays as it is.
    """
    for name, allowed in _ALLOWED.items():
        if getattr(new, name) not in allowed:
            raise CourtError("setting.out-of-range", name=name, low=allowed[0], high=allowed[-1])
    own = {name: value for name, value in asdict(new).items() if name in _ALLOWED}
    with desk.store.write(desk.actor.user_id) as unit:
        unit.set_setting(_KEY, own)
    kept = {setting.key: getattr(desk.settings, setting.key) for setting in COURT_SETTINGS}
    return replace(desk, settings=replace(new, **kept))


def _count_anew(desk: Desk) -> None:
    """Another year's arrangement was imported, here or elsewhere: every time limit is worked out again."""
    with desk.store.write_connection() as connection:
        due_dates.forget_all(connection)
    with desk.store.write(desk.actor.user_id) as unit:
        unit.set_setting(_COUNTED_WITH, _fingerprint(desk.calendar.calendar))


def _fingerprint(calendar: Calendar) -> str:
    tables = {str(table.year): table.as_json() for table in calendar.imported}
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def _court(reader: Reader) -> tuple[Court, Mapping[str, Value]]:
    for record in reader.find("court"):
        court = Court(str(record["code"]), str(record["name"]), str(record["old_prefix"] or ""))
        return court, _as_mapping(record["settings"])
    return Court("", "", ""), {}  # before the first pull nothing is known of the court


def _calendar(reader: Reader) -> Calendar:
    years = [(record["year"], record["days"]) for record in reader.find("calendar_year")]
    return Calendar.of_records(
        (year, cast("Mapping[str, bool]", days)) for year, days in years if isinstance(year, int) and days
    )


def _settings(own: Mapping[str, Value], of_court: Mapping[str, Value]) -> Settings:
    known = {item.name for item in fields(Settings)}
    values = {name: value for name, value in own.items() if name in known and value in _ALLOWED.get(name, ())}
    values |= {setting.key: setting.value_in(of_court) for setting in COURT_SETTINGS}
    return Settings(**values)  # type: ignore[arg-type]  # each value was just checked against _ALLOWED


def _part(settings: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    return _as_mapping(settings.get(name))


def _as_mapping(value: Value) -> Mapping[str, Value]:
    return cast("Mapping[str, Value]", value) if isinstance(value, dict) else {}
