"""What the disk, the folder and other programs do to a database file, told as CourtErrors.

SQLite's messages never carry the key or what a person typed beyond table names; still only the code goes into logs.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from court_core.errors import CourtError

log = logging.getLogger(__name__)

_PRIMARY = 0xFF
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB, _AUTH = 5, 6, 8, 10, 11, 13, 14, 26, 23
_CODES = {
    _BUSY: "store.busy",
    _LOCKED: "store.busy",
    _READONLY: "store.read-only",
    _IOERR: "store.disk-fault",
    _CORRUPT: "store.damaged",
    _FULL: "store.disk-full",
    _CANTOPEN: "store.cannot-open",
    _NOTADB: "store.damaged",
}
_FULL_ERRNOS = (errno.ENOSPC, errno.EDQUOT)


def foreseen(error: BaseException) -> CourtError | None:
    """The refusal that tells a person what the environment did; None when `error` is a bug of ours."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    if isinstance(error, dbapi2.Error):
        code = _CODES.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
        return CourtError(code) if code else None
    if isinstance(error, OSError):
        if error.errno in _FULL_ERRNOS:
            return CourtError("store.disk-full")
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return CourtError("store.read-only")
        return CourtError("store.disk-fault")
    return None


@contextmanager
def told_kindly() -> Iterator[None]:
    """Turn what the environment did inside into a CourtError; bugs of ours pass through."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, OSError) as error:
        refusal = foreseen(error)
        if refusal is None:
            raise
        log.warning("database refused", extra={"code": refusal.code})
        raise refusal from None
