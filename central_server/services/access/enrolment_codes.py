"""One-time codes with which a workstation is enrolled: `7KQP-M2XD-9HRT`, valid three days, used once."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from datetime import timedelta

from central_server.services.records.audit_trail import SERVER, record_audit
from central_server.storage.internal import enrolment_code
from central_server.storage.store import Transaction
from court_core.clock import Clock, instant_text

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 12
VALID = timedelta(days=3)


def new_enrolment_code(tx: Transaction, court_id: str, user_id: str, clock: Clock) -> str:
    """A fresh code for a user, shown once; only its hash is kept."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    now = clock.now()
    row = {
        "court_id": court_id,
        "code_sha256": code_hash(text),
        "user_id": user_id,
        "created_at": instant_text(now),
        "expires_at": instant_text(now + VALID),
    }
    tx.insert(enrolment_code, [row])
    record_audit(tx, court_id, instant_text(now), SERVER, "enrolment-code", user_id)
    return "-".join(text[start : start + 4] for start in range(0, _LENGTH, 4))


def code_hash(typed: str) -> str:
    """The hash a code is known by; case, width and separators do not matter. 59 random bits need no slow hash."""
    plain = unicodedata.normalize("NFKC", typed[:80]).upper()
    return hashlib.sha256("".join(filter(str.isalnum, plain)).encode()).hexdigest()
