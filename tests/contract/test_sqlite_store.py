"""The SQLite adapter: the contract of the seam, and what is its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import text

from central_server.storage.internal import meta
from central_server.storage.opening import open_store
from central_server.storage.store import RecordStore
from court_core.errors import CourtError
from tests.contract.store_contract import StoreContract, rows, stored


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[RecordStore]:
        opened = open_store(f"sqlite:///{tmp_path / 'central.db'}")
        yield opened
        opened.close()

    def test_the_pragmas_that_keep_an_acknowledged_batch_are_set(self, store: RecordStore) -> None:
        with store.read() as connection:
            found = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
        assert sqlcipher3.dbapi2.sqlite_version_info >= (3, 51, 3)

    def test_a_full_disk_fails_those_who_wait_and_then_all_goes_on(self, store: RecordStore) -> None:
        """SQLite rolls the whole transaction back by itself when it is full; nobody is told that it worked."""
        with store.engine.connect() as connection:
            size = connection.execute(text("PRAGMA page_count")).scalar_one()
        _limit_pages(store, size + 4)
        large = rows(*(str(n) for n in range(400)), value="x" * 4000)
        with pytest.raises(CourtError) as refused:
            store.write(lambda tx: tx.insert(meta, large))
        assert refused.value.code == "server.disk-full"
        assert stored(store) == {}
        _limit_pages(store, 2**30)
        store.write(lambda tx: tx.insert(meta, large))
        assert len(stored(store)) == 400

    def test_waiting_work_is_committed_before_it_closes(self, store: RecordStore) -> None:
        store.write(lambda tx: tx.insert(meta, rows("a")))
        store.close()
        with pytest.raises(RuntimeError, match="closed"):
            store.write(lambda tx: tx.insert(meta, rows("b")))

    def test_an_address_that_is_no_database_is_refused_with_its_code(self) -> None:
        for url in ("mysql://here/x", "sqlite://", "sqlite:///:memory:", "no address"):
            with pytest.raises(CourtError) as refused:
                open_store(url)
            assert refused.value.code == "server.database-url"


def _limit_pages(store: RecordStore, pages: int) -> None:
    store.write(lambda tx: tx.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").fetchall())
