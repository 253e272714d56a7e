"""Checking the audit chain: complete, unaltered, and countersigned by the server."""

from __future__ import annotations

from clerk_app.local.audit_verdict import verify_audit as verify_chain
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.sync_views import AuditVerdict


def verify_audit(desk: Desk, server_public_key: str) -> AuditVerdict:
    """Reads the whole chain. `state` is `sound`, `broken` or `unanchored`."""
    with desk.store.read() as reader:
        found = verify_chain(reader, server_public_key)
    match found.state:
        case "broken":
            return AuditVerdict(
                "broken", found.rows, found.broken_at, found.anchored, f"操作记录第 {found.broken_at} 条缺失或被改动。"
            )
        case "unanchored":
            message = f"操作记录 {found.rows} 条前后相接，尚无服务器签章；同步一次后再核对。"
            return AuditVerdict("unanchored", found.rows, None, 0, message)
    message = f"操作记录 {found.rows} 条完好，其中 {found.anchored} 条已由服务器签章。"
    return AuditVerdict("sound", found.rows, None, found.anchored, message)
