"""What a court has settled for all its people, in its own record: names, values, and what they may be.

The calendar's part is `court_calendar.CourtCalendarSettings`. A name that this program does not know is of a newer one
and is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendarSettings


@dataclass(frozen=True, slots=True)
class CourtSetting:
    """One choice of the court. `choices` are (value, label), the first what holds where nothing was chosen."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]

    @property
    def default(self) -> str:
        """What holds where nothing was chosen."""
        return self.choices[0][0]

    def value_in(self, settings: Mapping[str, object]) -> str:
        """What these settings say; the default for what is missing or of a newer program."""
        value = settings.get(self.key)
        return value if isinstance(value, str) and value in dict(self.choices) else self.default


MASKING_PROFILE = CourtSetting(
    "masking_profile",
    "默认隐名规则",
    (
        ("spc-2024", "最高人民法院 2024 年以来的做法"),
        ("spc-2016", "最高人民法院 2016 年规定（法释〔2016〕19号）"),
        ("liwan-2013", "荔湾区人民法院 2013 年工作程序"),
    ),
)
"""By which profile a document is masked when nobody chooses another (DOMAIN §5)."""

GROUND_LIST = CourtSetting(
    "ground_list",
    "不上网公开事由",
    (("2013", "荔湾区人民法院 2013 年工作程序"), ("national", "法释〔2016〕19号 第四条")),
)
"""Which list of grounds for withholding is in force."""

COURT_SETTINGS = (MASKING_PROFILE, GROUND_LIST)


def setting_named(key: str) -> CourtSetting:
    """The setting of that name. Raises CourtError `court-setting.unknown`."""
    found = next((setting for setting in COURT_SETTINGS if setting.key == key), None)
    if found is None:
        raise CourtError("court-setting.unknown", name=key[:40], known="、".join(each.key for each in COURT_SETTINGS))
    return found


def check_value(setting: CourtSetting, value: object) -> str:
    """The value, where it is one of the choices. Raises CourtError `court-setting.value`."""
    if not isinstance(value, str) or value not in dict(setting.choices):
        known = "、".join(f"{choice}（{label}）" for choice, label in setting.choices)
        raise CourtError("court-setting.value", label=setting.label, value=str(value)[:40], known=known)
    return value


def check_settings(settings: Mapping[str, object]) -> None:
    """Raises CourtError `court-setting.value` or `calendar.settings-unreadable` for what nobody could work with."""
    for setting in COURT_SETTINGS:
        if setting.key in settings:
            check_value(setting, settings[setting.key])
    calendar = settings.get("calendar")
    if calendar is not None:
        if not isinstance(calendar, dict):
            raise CourtError("calendar.settings-unreadable", name="calendar", value=str(calendar)[:40], allowed="")
        CourtCalendarSettings.of_json(calendar)
