"""Pending work as a signed file for a USB stick (court_core.protocol.pending_file)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.protocol.pending_file import (
    FORMAT,
    CarriedBatch,
    CarriedFile,
    PendingWork,
    encode_content,
    encode_file,
    file_signed_bytes,
)
from court_core.protocol.sealed_batch import Sender
from court_core.protocol.sealing import open_sealed

if TYPE_CHECKING:
    from clerk_app.local.store import LocalStore
    from clerk_app.sync.session import Sign


def export_pending(store: LocalStore, sender: Sender, sign: Sign, target: Path) -> int:
    """Seal all that waits, write it to `target`, and answer the number of operations in it.

    The work stays pending: when this workstation connects again it sends the same bytes and learns the results. Raises
    CourtError `pending-file.nothing` when nothing waits, `pending-file.not-written` when the stick
    does not take it.
    """
    batches = store.exchange.seal_all(sender, sign)
    files = [(file.sha256, store.blobs.get(file.sha256)) for file in store.blobs.to_upload()]
    carried = [CarriedFile(sha256=sha256, content=content) for sha256, content in files if content is not None]
    if not batches and not carried:
        raise CourtError("pending-file.nothing")
    content = encode_content(
        PendingWork(
            format=FORMAT,
            court_id=sender.court_id,
            device_id=sender.device_id,
            user_id=sender.user_id,
            exported_at=instant_text(store.clock.now()),
            batches=[
                CarriedBatch(sha256=batch.sha256, signature=batch.signature, body=batch.body) for batch in batches
            ],
            files=carried,
        )
    )
    _write(target, encode_file(content, sign(file_signed_bytes(content)).hex()))
    return sum(len(open_sealed(batch.body).operations) for batch in batches)


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all, and on the stick before it is pulled out."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CourtError("pending-file.not-written", reason=error.strerror or "") from None
