"""What a person saves once is there once: its draft ends in the saving transaction, whatever cuts that off."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clerk_app.local.store import LocalStore
from court_core.clock import SystemClock
from court_core.errors import CourtError
from tests.integration.local.conftest import KEY, USER, new_case

KILLS = 8
SAVING_FOR_EVER = """
import sys
from pathlib import Path
from clerk_app.local.store import LocalStore
from court_core.clock import SystemClock
from court_core.ids import new_id
from tests.integration.local.conftest import KEY, USER
store = LocalStore.open(Path(sys.argv[1]), KEY, SystemClock())
print("saving", flush=True)
while True:
    key = new_id()
    store.drafts.put(key, "约谈被执行人")
    with store.drafts.saved_with(key), store.write(USER) as unit:
        unit.create("division", {"name": key, "active": True})
"""


def divisions(store: LocalStore) -> list[str]:
    with store.read() as reader:
        return [str(record["name"]) for record in reader.find("division")]


def test_the_draft_ends_with_the_save_and_comes_back_with_a_rollback(store: LocalStore) -> None:
    store.drafts.put("log/1", "约谈")
    with pytest.raises(CourtError), store.drafts.saved_with("log/1"), store.write(USER) as unit:
        unit.create("division", {"name": "执行局", "active": True})
        raise CourtError("log.empty")
    assert (store.drafts.get("log/1"), divisions(store)) == ("约谈", [])
    with store.drafts.saved_with("log/1"), store.write(USER) as unit:
        unit.create("division", {"name": "执行局", "active": True})
    assert (store.drafts.get("log/1"), divisions(store)) == (None, ["执行局"])
    store.drafts.put("log/1", "另一条")
    new_case(store)  # a save of something else
    assert store.drafts.get("log/1") == "另一条"


def test_words_that_the_disk_did_not_take_are_not_written_behind_the_save(store: LocalStore) -> None:
    """They are in memory only and would be kept with the next change: which is the one that saves them."""
    store.drafts.carry_over({})
    store.drafts._unkept["log/1"] = "约谈"
    with pytest.raises(CourtError), store.drafts.saved_with("log/1"), store.write(USER):
        raise CourtError("log.empty")
    assert store.drafts.get("log/1") == "约谈"
    with store.drafts.saved_with("log/1"), store.write(USER) as unit:
        unit.create("division", {"name": "执行局", "active": True})
    assert store.drafts.get("log/1") is None
    new_case(store)
    assert (store.drafts.all(), store.drafts.unkept) == ({}, {})


def test_killed_at_any_moment_a_text_is_a_draft_or_saved_and_never_both(path: Path, store: LocalStore) -> None:
    draw = random.Random(20261120)
    store.close()
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", SAVING_FOR_EVER, str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"saving\n"
        time.sleep(draw.uniform(0.02, 0.2))
        process.kill()
        process.wait()
        process.stdout.close()
    opened = LocalStore.open(path, KEY, SystemClock())
    saved, drafts = divisions(opened), opened.drafts.all()
    opened.close()
    assert len(saved) > KILLS
    assert not set(saved) & drafts.keys()
    assert len(drafts) <= KILLS, "one at most is under way when a kill comes"
