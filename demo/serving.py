"""The demonstration court to work with: built or opened again, its server on, and what one needs to know to use it."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from court_core.clock import court_date
from court_core.rules.court_calendar import CourtCalendar
from demo.administrator import party_password
from demo.clock import latest_full_week
from demo.court import build_server_side
from demo.dossier import draw_dossier
from demo.home import DemoHome
from demo.people import JUDGE, OFFICER, PASSWORD, STAFF, TYPIST
from demo.server import DemoServer
from demo.workstations import enrol_workstations, enrolment_codes

ENROLLED = (OFFICER.login, JUDGE.login, TYPIST.login)


def ready_court(folder: Path, today: date) -> DemoHome:
    """The court in this folder as it was left today, or a fresh one standing on the latest Friday morning."""
    home = DemoHome(folder)
    card = home.read_card()
    if card is not None and set(ENROLLED) <= set(card.enrolled) and court_date(home.clock.now()) == card.day:
        return home
    _, friday = latest_full_week(CourtCalendar(), today)
    print("正在准备演示法院，大约需要二十秒……", flush=True)
    build_server_side(home, friday)
    enrol_workstations(home, ENROLLED)
    return home


def tell_how_to_use(home: DemoHome) -> None:
    """Addresses, accounts and a party's password, on the terminal."""
    card = home.read_card()
    assert card is not None
    people = "、".join(f"{person.name}（{person.login}）" for person in STAFF)
    print(
        f"演示法院的今天是 {card.day.isoformat()}（周五上午），人员和案件均为虚构。\n"
        f"人员：{people}\n所有人的密码：{PASSWORD}\n中心服务器：{card.api_url}\n当事人查询：{card.portal_url}/party",
        flush=True,
    )


def serve_until_interrupted(folder: Path, today: date) -> int:
    """The server alone, with an enrolment code and a party's password to try; Ctrl+C ends it."""
    home = ready_court(folder, today)
    with DemoServer(home):
        tell_how_to_use(home)
        code = enrolment_codes(home, [OFFICER.login])[OFFICER.login]
        number, party = _a_case(home)
        card = home.read_card()
        assert card is not None
        print(f"登记一台工作站：clerk-app enrol --server {card.api_url} --code {code} --user {OFFICER.login}")
        print(f"当事人 {party}：案号 {number}，密码 {party_password(home, number, party)}")
        print("按 Ctrl+C 结束", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("已结束")
    return 0


def _a_case(home: DemoHome) -> tuple[str, str]:
    """The number of an enforcement case and the name of its applicant."""
    card = home.read_card()
    assert card is not None
    from court_core.protocol.sealing import sha256_hex
    from demo.people import DIVISIONS
    from demo.records import Directory

    directory = Directory({division.key: division.key for division in DIVISIONS}, card.staff_ids)
    dossier = draw_dossier(card.day, CourtCalendar(), directory, sha256_hex, card.seed)
    case = dossier.cases_of(OFFICER.login)[0]
    return case.number.text, case.on("applicant")[0].name
