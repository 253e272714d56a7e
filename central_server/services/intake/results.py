"""What an operation of a batch is answered with (docs/SYNC.md §4)."""

from __future__ import annotations

from court_core.errors import CourtError
from court_core.protocol.messages import Operation, OperationResult


def taken(operation: Operation, status: str, version: int) -> OperationResult:
    """The operation is settled with this status; the record stands at `version`."""
    return OperationResult(op_id=operation.op_id, status=status, version=version)  # type: ignore[arg-type]  # literals


def refused(operation: Operation, error: CourtError, status: str) -> OperationResult:
    """The operation was refused or not looked at, and why."""
    return OperationResult(
        op_id=operation.op_id,
        status=status,  # type: ignore[arg-type]  # "rejected" or "held"
        code=error.code,
        message=error.message,
        remedy=error.remedy,
    )
