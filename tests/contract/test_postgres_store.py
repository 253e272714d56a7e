"""The PostgreSQL adapter: the contract of the seam, and what is its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from central_server.storage.internal import meta
from central_server.storage.opening import open_store
from central_server.storage.store import RecordStore, Transaction
from tests.contract.store_contract import COURT, StoreContract, rows, run_together, stored


class TestPostgresStore(StoreContract):
    @pytest.fixture
    def store(self, postgres_url: str) -> Iterator[RecordStore]:
        opened = open_store(postgres_url)
        yield opened
        opened.close()

    def test_two_that_lock_each_others_rows_both_get_through(self, store: RecordStore) -> None:
        """PostgreSQL ends a deadlock by failing one of the two; that one runs again."""
        store.write(lambda tx: tx.insert(meta, rows("a", "b")))
        barrier = threading.Barrier(2, timeout=10)
        runs: list[str] = []

        def crosswise(first: str, second: str) -> None:
            met: list[bool] = []

            def work(tx: Transaction) -> None:
                runs.append(first)
                _lock(tx, first)
                if not met:
                    met.append(True)
                    barrier.wait()
                _lock(tx, second)
                tx.upsert(meta, rows(first, value=first))

            store.write(work)

        run_together([lambda: crosswise("a", "b"), lambda: crosswise("b", "a")])
        assert stored(store) == {"a": "a", "b": "b"}
        assert len(runs) == 3


def _lock(tx: Transaction, name: str) -> None:
    statement = select(meta.c.value).where(meta.c.court_id == COURT, meta.c.name == name)
    tx.connection.execute(statement.with_for_update()).one()
