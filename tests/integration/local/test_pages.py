"""Pages of changes: whatever comes in whatever order, and however often it is cut off, records and index are right."""

from __future__ import annotations

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from clerk_app.local import incoming, schema, search_index
from clerk_app.local.changes import ChangeSet
from clerk_app.local.store import LocalStore
from court_core.errors import CourtError
from court_core.protocol.messages import PulledRecord
from court_core.records.fields import Value
from tests.integration.local.conftest import KEY, USER, TickingClock, case_values
from tests.integration.local.exchanges import answer, has, item, live, next_batch, pull, update

Key = tuple[str, str]
Index = dict[str, Counter[str]]


class _Killed(Exception):  # what happens to the program, not an error of it
    pass


@dataclass
class Workstation:
    """A store that can be killed, and beside it what the server has shown: the plainest reading of docs/SYNC.md §5."""

    path: Path
    store: LocalStore
    shown: dict[Key, Mapping[str, Value]] = field(default_factory=dict)
    versions: Counter[Key] = field(default_factory=Counter)
    rebuilt: set[Key] | None = None

    def take(self, items: list[PulledRecord], *, more: bool) -> None:
        pull(self.store, *items, more=more)
        self._note(items, more=more)

    def cut_off(self, items: list[PulledRecord], parts: int, *, more: bool) -> None:
        """A save waits at each look, so that every part is committed; the program ends before the last one is."""
        left = iter(range(parts))

        def awaited() -> bool:
            if next(left, None) is None:
                raise _Killed
            return True

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(incoming, "PART", 1)
            patch.setattr(self.store.exchange, "_awaited", awaited)
            try:
                pull(self.store, *items, more=more)
            except _Killed:
                self.store.close()
                self.store = LocalStore.open(self.path, KEY, TickingClock())
            else:
                self._note(items, more=more)

    def _note(self, items: list[PulledRecord], *, more: bool) -> None:
        for one in items:
            key = (one.record_type, one.record_id)
            if one.state == "live":
                self.shown[key] = one.values
            else:
                self.shown.pop(key, None)
            if self.rebuilt is not None and one.state == "live":
                self.rebuilt.add(key)
        evicted = {one.record_id for one in items if one.record_type == "case" and one.state == "evicted"}
        self._forget(lambda key: self.shown[key].get("case_id") in evicted)
        if self.rebuilt is not None and not more:
            kept, self.rebuilt = self.rebuilt, None
            self._forget(lambda key: key not in kept)

    def rebuild(self) -> None:
        self.store.exchange.begin_rebuild()
        self.rebuilt = set()

    def item(self, record_type: str, number: int, state: str, values: Mapping[str, Value]) -> PulledRecord:
        key = (record_type, f"{record_type}-{number}")
        self.versions[key] += 1
        if state == "live":
            return live(*key, self.versions[key], values)
        return item(*key, "deleted" if state == "deleted" else "evicted")

    def _forget(self, is_gone: Callable[[Key], bool]) -> None:
        for key in [key for key in self.shown if is_gone(key)]:
            del self.shown[key]


def records(store: LocalStore) -> dict[Key, dict[str, Value]]:
    """All cases, parties and agents here, without empty fields."""
    with store.read() as reader:
        return {
            (name, record.id): {key: value for key, value in record.values.items() if value is not None}
            for name in search_index.INDEXED_FIELDS
            for record in reader.find(name)
        }


def index_and_rebuilt(store: LocalStore) -> tuple[Index, Index]:
    """The tokens of each case as they stand, and as a rebuild from scratch makes them (which is taken back)."""
    with pytest.raises(_Killed), store.write_connection() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(main, search, instance)"))

        def tokens() -> Index:
            found: Index = {}
            joined = "SELECT case_id, term FROM case_search LEFT JOIN temp.tokens ON doc = number"
            for case_id, term in connection.execute(text(joined)):
                found.setdefault(case_id, Counter())[term] += 1
            loose = "SELECT count(*) FROM temp.tokens WHERE doc NOT IN (SELECT number FROM case_search)"
            assert connection.execute(text(loose)).scalar_one() == 0
            return found

        before = tokens()
        search_index.rebuild(connection)
        after = tokens()
        connection.execute(text("DROP TABLE temp.tokens"))
        raise _Killed
    return before, after


NAMES = st.text("张王李伟华芳", min_size=1, max_size=3)
NUMBERS = st.integers(1, 4)
STATES = st.sampled_from(["live", "live", "live", "deleted", "evicted"])


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, int, str, dict[str, Value]]:
    """One change of one of a few cases, parties and agents, which also move from case to case."""
    record_type = draw(st.sampled_from(["case", "party", "party", "agent"]))
    if record_type == "case":
        values = case_values(draw(NUMBERS), cause=draw(st.sampled_from(["离婚纠纷", "劳动争议", ""])))
    else:
        values = {"case_id": f"case-{draw(NUMBERS)}", "name": draw(NAMES)}
    return record_type, draw(NUMBERS), draw(STATES), values


PAGES = st.lists(st.lists(changes(), max_size=6, unique_by=lambda one: one[:2]), min_size=1, max_size=8)
HAPPENINGS = st.lists(st.sampled_from(["page", "page", "page", "kill", "rebuild"]), min_size=8, max_size=8)


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    pages=PAGES, happenings=HAPPENINGS, lasts=st.lists(st.booleans(), min_size=8, max_size=8), parts=st.integers(0, 4)
)
def test_after_any_pages_and_kills_records_are_as_shown_and_the_index_is_as_made_from_scratch(
    pages: list[list[tuple[str, int, str, dict[str, Value]]]], happenings: list[str], lasts: list[bool], parts: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clerk.db"
        here = Workstation(path, LocalStore.open(path, KEY, TickingClock()))
        try:
            for page, happening, last in zip(pages, happenings, lasts, strict=False):
                items = [here.item(*change) for change in page]
                if happening == "rebuild":
                    here.rebuild()
                if happening == "kill":
                    here.cut_off(items, parts, more=not last)
                    index, rebuilt = index_and_rebuilt(here.store)
                    assert index == rebuilt
                    # The page is asked for again; meanwhile some of its records are changed once more, others deleted.
                    items = [
                        here.item(*change[:2], "deleted" if place % 2 else change[2], change[3])
                        for place, change in enumerate(page)
                    ]
                here.take(items, more=not last)
                index, rebuilt = index_and_rebuilt(here.store)
                assert index == rebuilt
                assert records(here.store) == {
                    key: {name: value for name, value in values.items() if value is not None}
                    for key, values in here.shown.items()
                }
        finally:
            here.store.close()


@pytest.mark.parametrize(
    ("record_type", "change"),
    [
        ("case", {"cause": "离婚纠纷"}),
        ("case", {"number_text": "（2026）粤0103执7号"}),
        ("party", {"name": "何明"}),
        ("party", {"case_id": "case-2"}),
        ("agent", {"name": "何律"}),
        ("agent", {"case_id": "case-2"}),
    ],
)
def test_each_field_that_is_searched_is_indexed_anew_when_it_changes(
    store: LocalStore, record_type: str, change: dict[str, Value]
) -> None:
    person: dict[str, Value] = {"case_id": "case-1", "name": "李明"}
    values = {"case": case_values(1, cause="劳动争议"), "party": person, "agent": {**person, "name": "赵律"}}
    pull(store, live("case", "case-2", 1, case_values(2)))
    pull(store, *(live(name, f"{name}-1", 1, here) for name, here in values.items()))
    pull(store, live(record_type, f"{record_type}-1", 2, {**values[record_type], **change}))
    index, rebuilt = index_and_rebuilt(store)
    assert index == rebuilt
    assert set(search_index.INDEXED_FIELDS) == set(values)


def test_an_own_change_come_back_brings_its_version_and_nothing_else(store: LocalStore) -> None:
    """No list reads again and no index is written for what the screens show already."""
    pull(store, live("case", "case-1", 1, case_values()))
    update(store, "case-1", cause="更正后")
    answer(store, next_batch(store), n0={"status": "applied", "version": 2})
    assert pull(store, live("case", "case-1", 2, case_values(cause="更正后"))) == ChangeSet()
    with store.read() as reader:
        record = reader.get("case", "case-1")
    assert record is not None
    assert (record.version, record["cause"]) == (2, "更正后")
    somebody_elses = pull(store, live("case", "case-1", 3, case_values(cause="更正后", amount=5)))
    assert somebody_elses.records == {("case", "case-1")}


def test_a_save_that_waits_comes_between_the_parts_of_a_page(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record saved in between stands beside what the page brings, and the cursor has moved in the end."""
    pull(store, live("case", "first", 1, case_values(1)), more=True)
    monkeypatch.setattr(incoming, "PART", 2)
    done: list[bool] = []

    def save() -> None:
        with store.write(USER) as unit:
            done.append(unit.create("case", case_values(99), "mine") == "mine")

    saving = threading.Thread(target=save)
    real = store.exchange._awaited
    looks: list[bool] = []

    def awaited() -> bool:
        if not looks:
            saving.start()
            while not real():
                time.sleep(0.001)
        looks.append(bool(done))
        return real()

    monkeypatch.setattr(store.exchange, "_awaited", awaited)
    pull(store, *(live("case", f"case-{number}", 1, case_values(number)) for number in range(10, 20)))
    saving.join(10)
    assert looks[0] is False and looks[1] is True
    assert all(has(store, "case", one) for one in ("first", "mine", "case-10", "case-19"))
    assert store.exchange.place().cursor == "++"


def test_the_first_page_of_a_rebuild_is_one_transaction_even_when_a_save_waits(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for again with an empty cursor, the server says nothing of what was deleted in between."""
    monkeypatch.setattr(incoming, "PART", 1)
    monkeypatch.setattr(store.exchange, "_awaited", lambda: pytest.fail("must not pause"))
    pull(store, *(live("case", f"case-{number}", 1, case_values(number)) for number in range(3)))
    assert has(store, "case", "case-2")


def test_the_first_pull_of_a_new_workstation_notes_nothing_for_a_rebuild(store: LocalStore) -> None:
    pull(store, live("case", "a", 1, case_values(1)), more=True)
    assert not store.exchange.place().rebuilding
    with store.write_connection() as connection:
        assert connection.execute(schema.rebuild_seen.select()).all() == []
    pull(store, live("case", "b", 1, case_values(2)))
    assert has(store, "case", "a") and has(store, "case", "b")


def test_a_first_pull_beside_work_already_saved_keeps_the_work(store: LocalStore) -> None:
    with store.write(USER) as unit:
        mine = unit.create("case", case_values(9))
    pull(store, live("case", "a", 1, case_values(1)), more=True)
    assert store.exchange.place().rebuilding
    pull(store, live("case", "b", 1, case_values(2)))
    assert all(has(store, "case", one) for one in (mine, "a", "b"))
    assert not store.exchange.place().rebuilding


@pytest.mark.parametrize(
    ("record_type", "values"),
    [
        ("case", {"number_text": ["列表"]}),
        ("case", {"amount": {"fen": 1}}),
        ("division", {"name": "执行局", "active": "是"}),
    ],
)
def test_a_value_that_no_column_holds_refuses_its_whole_page(
    store: LocalStore, record_type: str, values: dict[str, Value]
) -> None:
    with pytest.raises(CourtError, match=r"sync\.answer-damaged"):
        pull(store, live("case", "good", 1, case_values(1)), live(record_type, "bad", 1, values))
    assert not has(store, "case", "good")
    assert store.exchange.place().cursor == ""


def test_fields_of_a_newer_server_are_kept(store: LocalStore) -> None:
    pull(store, live("case", "a", 1, case_values(1, of_tomorrow={"deep": [1]})))
    with store.read() as reader:
        record = reader.get("case", "a")
    assert record is not None and record["of_tomorrow"] == {"deep": [1]}
