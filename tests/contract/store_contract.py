"""The contract of the bulk-write seam; each adapter's test class inherits it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from central_server.storage.internal import counter, meta
from central_server.storage.store import RecordStore, RowsRefusedError, Transaction

COURT = "court-1"


def rows(*names: str, value: str = "1") -> list[dict[str, Any]]:
    return [{"court_id": COURT, "name": name, "value": value} for name in names]


def stored(store: RecordStore) -> dict[str, str]:
    with store.read() as connection:
        found = connection.execute(select(meta.c.name, meta.c.value).where(meta.c.court_id == COURT))
        return {row.name: row.value for row in found}


class StoreContract:
    """What every `RecordStore` keeps. Subclasses provide the fixture `store`: an empty, migrated database."""

    def test_what_was_written_is_read_by_everybody_after_the_commit(self, store: RecordStore) -> None:
        assert store.write(lambda tx: tx.insert(meta, rows("a", "b"))) is None
        assert stored(store) == {"a": "1", "b": "1"}

    def test_a_result_comes_back(self, store: RecordStore) -> None:
        assert store.write(lambda _tx: 7) == 7

    def test_an_error_undoes_everything_of_its_transaction_and_nothing_else(self, store: RecordStore) -> None:
        def work(tx: Transaction) -> None:
            tx.insert(meta, rows("b"))
            raise LookupError("no")

        store.write(lambda tx: tx.insert(meta, rows("a")))
        with pytest.raises(LookupError):
            store.write(work)
        assert stored(store) == {"a": "1"}

    def test_upsert_adds_and_replaces(self, store: RecordStore) -> None:
        store.write(lambda tx: tx.insert(meta, rows("a", "b")))
        store.write(lambda tx: tx.upsert(meta, rows("b", "c", value="2")))
        assert stored(store) == {"a": "1", "b": "2", "c": "2"}

    def test_no_rows_are_no_work(self, store: RecordStore) -> None:
        store.write(lambda tx: tx.insert(meta, []))
        store.write(lambda tx: tx.upsert(meta, []))
        assert stored(store) == {}

    def test_a_doubled_key_is_refused_and_its_savepoint_undone(self, store: RecordStore) -> None:
        def work(tx: Transaction) -> None:
            tx.insert(meta, rows("a"))
            with pytest.raises(RowsRefusedError), tx.savepoint():
                tx.insert(meta, rows("b", "a"))
            with tx.savepoint():
                tx.insert(meta, rows("c"))

        store.write(work)
        assert stored(store) == {"a": "1", "c": "1"}

    def test_a_missing_value_is_refused(self, store: RecordStore) -> None:
        bad: list[dict[str, Any]] = [{"court_id": COURT, "name": "a", "value": None}]
        with pytest.raises(RowsRefusedError):
            store.write(lambda tx: tx.insert(meta, bad))
        store.write(lambda tx: tx.insert(meta, rows("a")))
        assert stored(store) == {"a": "1"}

    def test_text_of_every_kind_comes_back_as_it_was(self, store: RecordStore) -> None:
        texts = ["中文，标点“”", "a\tb\nc\\d", "\\N", "'\";--", "", "😀", " 前后 "]
        written = [{"court_id": COURT, "name": str(n), "value": text} for n, text in enumerate(texts)]
        store.write(lambda tx: tx.insert(meta, written))
        assert [stored(store)[str(n)] for n in range(len(texts))] == texts

    def test_several_bulk_writes_into_one_table_in_one_transaction(self, store: RecordStore) -> None:
        def work(tx: Transaction) -> None:
            tx.insert(meta, rows("a"))
            tx.upsert(meta, rows("a", "b", value="2"))
            tx.insert(meta, rows("c", value="3"))

        store.write(work)
        assert stored(store) == {"a": "2", "b": "2", "c": "3"}

    def test_many_threads_lose_no_update(self, store: RecordStore) -> None:
        store.write(lambda tx: tx.insert(counter, [{"court_id": COURT, "value": 0}]))

        def add(tx: Transaction) -> int:
            statement = update(counter).where(counter.c.court_id == COURT).values(value=counter.c.value + 1)
            return int(tx.connection.execute(statement.returning(counter.c.value)).scalar_one())

        seen: list[int] = []
        run_together([lambda: seen.extend(store.write(add) for _ in range(25)) for _ in range(8)])
        assert sorted(seen) == list(range(1, 201))

    def test_one_threads_error_leaves_the_others_work(self, store: RecordStore) -> None:
        def fail() -> None:
            for _ in range(20):
                with pytest.raises(LookupError):
                    store.write(_fails)

        def succeed(prefix: str) -> None:
            for n in range(20):
                store.write(lambda tx, n=n: tx.insert(meta, rows(f"{prefix}{n}")))  # type: ignore[misc]  # a lambda

        run_together([fail, lambda: succeed("a"), lambda: succeed("b"), fail])
        assert len(stored(store)) == 40

    def test_a_reader_sees_one_snapshot(self, store: RecordStore) -> None:
        store.write(lambda tx: tx.insert(meta, rows("a")))
        with store.read() as connection:
            query = select(meta.c.name).where(meta.c.court_id == COURT)
            before = connection.execute(query).all()
            store.write(lambda tx: tx.insert(meta, rows("b")))
            assert connection.execute(query).all() == before
        assert set(stored(store)) == {"a", "b"}

    def test_closing_twice_is_no_error(self, store: RecordStore) -> None:
        store.close()
        store.close()


def _fails(tx: Transaction) -> None:
    tx.insert(meta, rows("never"))
    raise LookupError("no")


def run_together(jobs: list[Callable[[], None]]) -> None:
    """Run all at once; an error in one of them is raised here."""
    errors: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
