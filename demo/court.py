"""Building the demonstration court in a folder: server, people, cases, files, then enrolled workstations."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, time

from central_server.bootstrap import QUICK_HASHING, CentralServer, make_court, open_server
from court_core.protocol.sealing import sha256_hex
from court_core.records.fields import Values
from court_core.rules.court_calendar import CourtCalendar
from demo.dossier import SEED, Dossier, draw_dossier
from demo.home import EDITION, CourtCard, DemoHome, free_port
from demo.people import COURT_CODE, COURT_NAME, DIVISIONS, PASSWORD, STAFF
from demo.records import Directory

MORNING = time(9, 0)
"""The hour at which a freshly built court's clock stands."""

AFTERNOON = time(14, 5)
"""The hour at which the week before was released."""

Tell = Callable[[str], None]


def build_server_side(home: DemoHome, today: date, seed: int = SEED, tell: Tell = print) -> Dossier:
    """Make the court's databases as they stand on the morning of `today`, and the card that says so.

    Raises RuntimeError when the folder holds anything but a demonstration court; an older one there is replaced.
    """
    if not home.is_ours:
        raise RuntimeError(f"{home.folder} holds something else than a demonstration court")
    shutil.rmtree(home.folder, ignore_errors=True)
    home.claim()
    last_week = CourtCalendar().release_week(today).previous
    home.clock.set_to(CourtCalendar().release_on(last_week).date, AFTERNOON)
    make_court(home.database, home.clock, COURT_CODE, COURT_NAME)
    opened = open_server(home.database, home.published, files=home.files, clock=home.clock, hasher=QUICK_HASHING)
    try:
        directory = _add_people(opened)
        dossier = draw_dossier(today, CourtCalendar(), directory, sha256_hex, seed)
        opened.load_records(_loadable(dossier))
        for content in dossier.files.values():
            opened.blobs.add(opened.court.court_id, content, directory.staff_ids[STAFF[0].login])
        opened.releases.release_logs(last_week)
        court_id = opened.court.court_id
    finally:
        opened.close()
    home.clock.set_to(today, MORNING)
    home.write_card(
        CourtCard(EDITION, seed, today.isoformat(), free_port(), free_port(), court_id, directory.staff_ids)
    )
    tell(f"演示法院已建好：{len(dossier.cases)} 件案件，{len(dossier.records)} 条记录，{len(dossier.files)} 份文书")
    return dossier


def _add_people(opened: CentralServer) -> Directory:
    names = {division.key: division.name for division in DIVISIONS}
    divisions = {key: opened.admin.add_division(names[key], position) for position, key in enumerate(names, start=1)}
    staff = {
        person.login: opened.admin.add_user(
            person.login, person.name, names[person.division], [str(role) for role in person.roles], PASSWORD
        )
        for person in STAFF
    }
    return Directory(divisions, staff)


def _loadable(dossier: Dossier) -> list[tuple[str, str, Values]]:
    return [(record.record_type, record.record_id, record.values) for record in dossier.records]
