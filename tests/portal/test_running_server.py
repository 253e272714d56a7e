"""The whole server on its ports: what is saved inside is on the party's page a moment later, and logs on Friday."""

from __future__ import annotations

import re
import threading
import time
from datetime import date
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from central_server.bootstrap import RunningServer, running_server
from central_server.services.publishing.projection import Projection
from central_server.services.publishing.projection_task import ProjectionTask
from court_core.ids import new_id
from court_core.records.fields import Value
from court_core.rules.week import Week
from tests.support.court_world import FRIDAY, THURSDAY, WEEK, CourtWorld, SetClock, form_token
from tests.support.log_watch import LogWatch

NUMBER = "（2026）粤0103执101号"


def _case(server: RunningServer) -> str:
    officer = server.admin.add_division("执行局") and server.admin.add_user(
        "he", "何执行", "执行局", ["enforcement-officer"], "a long test password"
    )
    case_id = new_id()
    case: dict[str, Value] = {"number_text": NUMBER, "number_year": 2026, "number_court": "粤0103", "number_type": "执",
                              "number": 101, "number_suffix": "", "status": "open", "judge_id": officer}  # fmt: skip
    log: dict[str, Value] = {"case_id": case_id, "work_date": THURSDAY.isoformat(), "officer_id": officer,
                             "entered_at": "2026-11-19T08:00:00.000Z", "kind": "contact", "content": "周四写下的日志",
                             "visibility": "both"}  # fmt: skip
    party = {"case_id": case_id, "name": "陈申请", "role": "申请执行人"}
    server.opened.load_records([("case", case_id, case), ("party", new_id(), party), ("log_entry", new_id(), log)])
    return case_id


def _wait_for(visitor: httpx.Client, text: str) -> bool:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if text in visitor.get("/party").text:
            return True
        time.sleep(0.1)
    return False


def test_log_written_on_thursday_is_read_over_http_on_friday_afternoon(tmp_path: Path) -> None:
    clock = SetClock()
    clock.set(THURSDAY, 17)
    with running_server(tmp_path, clock=clock) as server:
        case_id = _case(server)
        password = server.opened.party_access.issue(NUMBER, "陈申请").password
        with httpx.Client(base_url=server.portal_url, follow_redirects=True, trust_env=False) as visitor:
            form = {"form_token": form_token(visitor.get("/party").text), "case_number": NUMBER, "password": password}
            page = visitor.post("/party", data=form)
            assert page.status_code == 200
            assert "周四写下的日志" not in page.text
            assert "server" not in page.headers

            event = {"case_id": case_id, "node": "filed", "happened_on": "2026-10-08", "details": {"cause": "借款"},
                     "entered_at": "2026-11-19T09:00:00.000Z"}  # fmt: skip
            server.opened.load_records([("process_event", new_id(), event)])
            assert _wait_for(visitor, "本案立案")

            clock.set(FRIDAY, 14, 5)
            assert server.opened.releases.release_logs(Week.parse(WEEK)).released == 1
            page = visitor.post("/party", data={**form, "form_token": form_token(visitor.get("/party").text)})
            assert "周四写下的日志" in page.text
            assert re.search(r"2026年11月20日公开", page.text)


def test_the_background_task_survives_errors_and_stops_in_the_middle(world: CourtWorld, log_watch: LogWatch) -> None:
    log_watch.expect("projection postponed")
    log_watch.expect("projection failed: ValueError")
    rounds: list[int] = []
    stopped_in_the_middle = threading.Event()

    class Troubled(Projection):
        def project_touched(self, go_on: object = None) -> int:
            assert callable(go_on)
            rounds.append(len(rounds))
            if len(rounds) == 1:
                raise OperationalError("statement with names", {}, Exception("disk full"))
            if len(rounds) == 2:
                raise ValueError("陈申请")
            while go_on():
                pass
            stopped_in_the_middle.set()
            return 0

    task = ProjectionTask(Troubled(world.store, world.published, world.court_id, world.clock), seconds=0.01)
    task.start()
    ends = time.monotonic() + 20
    while len(rounds) < 3 and time.monotonic() < ends:
        task.wake()
        time.sleep(0.01)
    task.stop()

    assert len(rounds) == 3
    assert stopped_in_the_middle.is_set()


def test_the_courts_name_stands_on_the_home_page_before_there_is_any_case(world: CourtWorld) -> None:
    world.projection.project_touched()
    assert "广州市荔湾区人民法院" in world.visitor().get("/")

    world.save("court", {"name": "广州市荔湾区人民法院（新）"}, world.court_id)
    world.projection.project_touched()
    assert "广州市荔湾区人民法院（新）" in world.visitor().get("/")


def test_a_projection_that_was_stopped_is_continued_by_the_next(
    world: CourtWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central_server.services.publishing.projection._CASES_AT_ONCE", 1)
    for number in range(1, 4):
        case_id = world.case(f"（2026）粤0103执{number}号")
        world.reader(case_id, "陈申请")
        world.event(case_id, "filed", date(2026, 10, 8), {"cause": "借款"})
    asked: list[bool] = []

    def stop_after_one() -> bool:
        asked.append(True)
        return False

    assert world.projection.project_touched(stop_after_one) == 0
    assert world.projection.project_touched() >= 3
    assert world.projection.project_all() == 0
