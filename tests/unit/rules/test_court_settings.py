"""What a court settles for all its people (DOMAIN §5: the masking profiles; [2013] and 法释〔2016〕19号: the grounds)."""

from __future__ import annotations

import pytest

from court_core.errors import CourtError
from court_core.masking.profiles import DEFAULT_PROFILE, PROFILE_NAMES, load_profile
from court_core.rules.court_settings import (
    COURT_SETTINGS,
    GROUND_LIST,
    MASKING_PROFILE,
    check_settings,
    setting_named,
)
from court_core.rules.withholding import grounds_of


def test_the_profiles_are_the_engines() -> None:
    assert MASKING_PROFILE.default == DEFAULT_PROFILE == "spc-2024"
    assert dict(MASKING_PROFILE.choices) == {name: load_profile(name).label for name in PROFILE_NAMES}
    assert all(grounds_of(name) for name, _ in GROUND_LIST.choices)


@pytest.mark.parametrize(
    ("settings", "profile"),
    [
        ({}, "spc-2024"),
        ({"masking_profile": "spc-2016"}, "spc-2016"),
        ({"masking_profile": "of-a-newer-program"}, "spc-2024"),
        ({"masking_profile": 7}, "spc-2024"),
    ],
)
def test_what_is_not_known_is_the_default(settings: dict[str, object], profile: str) -> None:
    assert MASKING_PROFILE.value_in(settings) == profile


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        ("court-setting.value", {"masking_profile": "spc-1999"}),
        ("court-setting.value", {"masking_profile": ["spc-2016"]}),
        ("court-setting.value", {"ground_list": ""}),
        ("calendar.settings-unreadable", {"calendar": {"cutoff_hour": 99}}),
        ("calendar.settings-unreadable", {"calendar": "noon"}),
    ],
)
def test_what_nobody_could_work_with_is_refused(code: str, settings: dict[str, object]) -> None:
    with pytest.raises(CourtError) as refusal:
        check_settings(settings)
    assert refusal.value.code == code
    assert "？" not in refusal.value.full_message


def test_a_newer_programs_settings_are_left_alone() -> None:
    check_settings({"of-a-newer-program": 1, "masking_profile": "spc-2016", "calendar": {"cutoff_hour": 11}})


def test_a_setting_is_asked_for_by_its_name() -> None:
    assert [setting_named(setting.key) for setting in COURT_SETTINGS] == list(COURT_SETTINGS)
    with pytest.raises(CourtError, match=r"court-setting\.unknown"):
        setting_named("colour")
