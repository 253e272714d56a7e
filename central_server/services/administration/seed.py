"""Loading many records without a workstation: a court's existing cases, the demonstration court, benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from central_server.services.records.audit_trail import SERVER
from central_server.services.records.record_writes import RecordWrite, save_records
from central_server.storage.store import RecordStore
from court_core.clock import Clock, instant_text
from court_core.records.fields import Values

_CHUNK = 2_000


def load_records(
    store: RecordStore, clock: Clock, court_id: str, records: Iterable[tuple[str, str, Values]], by: str = SERVER
) -> int:
    """Write (record type, id, values) in transactions of 2,000, parents before children as given; returns how many.

    Running it again with the same records changes nothing.
    """
    count = 0
    iterator = iter(records)
    while group := list(_take(iterator)):
        store.write(partial(save_records, court_id=court_id, by=by, at=instant_text(clock.now()), writes=group))
        count += len(group)
    return count


def _take(records: Iterator[tuple[str, str, Values]]) -> Iterator[RecordWrite]:
    for record_type, record_id, values in islice(records, _CHUNK):
        yield RecordWrite(record_type, record_id, values)
