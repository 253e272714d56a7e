"""本院规定: the administrator settles by which profile documents are masked unless somebody chooses another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.use_cases.court_settings import calendar_settings, court_settings, set_court_setting
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.mask_document import masking_profiles
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.settings import open_desk, refreshed, save_settings
from court_core.errors import CourtError

from .conftest import DeskOf
from .web_copy_court import masked


def in_force(desk: Desk) -> dict[str, str]:
    return {row.key: row.value for row in court_settings(desk)}


def test_what_the_administrator_settles_holds_for_everybody(
    desk_of: DeskOf, judge: Desk, originals: Originals, document_id: str
) -> None:
    assert in_force(judge) == {"masking_profile": "spc-2024", "ground_list": "2013"}
    with judge.store.write("s-admin") as unit:
        unit.update("court", "court", {"settings": {"calendar": {"cutoff_hour": 11}, "of-a-newer-program": [1]}})
    saved, now = set_court_setting(desk_of("administrator"), "masking_profile", "spc-2016")
    assert saved.change_set.records == {("court", "court")}
    assert in_force(now) == {"masking_profile": "spc-2016", "ground_list": "2013"}
    judge = refreshed(judge)
    assert judge.calendar.settings.cutoff_hour == 11, "the court's other settings stay"
    with judge.store.read() as reader:
        court = reader.get("court", "court")
    assert court is not None
    assert court["settings"] == {
        "calendar": {"cutoff_hour": 11},
        "of-a-newer-program": [1],
        "masking_profile": "spc-2016",
    }
    assert masking_profiles(judge)[0].value == "spc-2016"
    copy = masked(judge, originals, document_id)
    assert copy.profile == "spc-2016"
    assert "广州市云帆贸易有限公司" in copy.masked, "organisations keep their names under this profile"


def test_a_copy_keeps_its_profile_until_somebody_chooses(
    desk_of: DeskOf, judge: Desk, originals: Originals, document_id: str
) -> None:
    assert masked(judge, originals, document_id).profile == "spc-2024"
    set_court_setting(desk_of("administrator"), "masking_profile", "liwan-2013")
    judge = refreshed(judge)
    assert masked(judge, originals, document_id).profile == "spc-2024"
    assert masked(judge, originals, document_id, "liwan-2013").profile == "liwan-2013"


@pytest.mark.parametrize(
    ("who", "key", "value", "code"),
    [
        ("judge", "masking_profile", "spc-2016", "court-setting.not-yours"),
        ("reviewer", "masking_profile", "spc-2016", "court-setting.not-yours"),
        ("administrator", "masking_profile", "spc-1999", "court-setting.value"),
        ("administrator", "colour", "red", "court-setting.unknown"),
        ("administrator", "calendar.submit_day", "31", "calendar.settings-unreadable"),
        ("administrator", "calendar.colour", "1", "calendar.settings-unreadable"),
        ("judge", "calendar.submit_day", "18", "court-setting.not-yours"),
    ],
)
def test_others_and_other_values_are_refused(desk_of: DeskOf, who: str, key: str, value: str, code: str) -> None:
    with pytest.raises(CourtError) as refusal:
        set_court_setting(desk_of(who), key, value)
    assert refusal.value.code == code
    assert in_force(refreshed(desk_of(who)))["masking_profile"] == "spc-2024"


def test_the_workstations_own_settings_do_not_touch_the_courts(desk_of: DeskOf) -> None:
    _, desk = set_court_setting(desk_of("administrator"), "masking_profile", "spc-2016")
    now = save_settings(desk, replace(desk.settings, masking_profile="liwan-2013", text_scale=120))
    assert (now.settings.masking_profile, now.settings.text_scale) == ("spc-2016", 120)
    assert open_desk(desk.store, desk.actor, desk.clock).settings == now.settings


def test_the_courts_dates_are_settled_one_by_one(desk_of: DeskOf) -> None:
    _, desk = set_court_setting(desk_of("administrator"), "calendar.submit_day", "18")
    _, desk = set_court_setting(desk, "calendar.publication_rule", "seven-days")
    assert (desk.calendar.settings.submit_day, desk.calendar.settings.publication_rule) == (18, "seven-days")
    assert calendar_settings(desk)["calendar.submit_day"] == 18
    assert in_force(desk)["masking_profile"] == "spc-2024"
