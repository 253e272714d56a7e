"""The schema of the first release.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE court (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        code TEXT,
        name TEXT,
        old_prefix TEXT,
        settings TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE division (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        name TEXT,
        position BIGINT,
        active BOOLEAN,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE staff (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        login TEXT,
        name TEXT,
        division_id TEXT,
        roles TEXT,
        active BOOLEAN,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_staff_login ON staff (login)
    """,
    """
    CREATE TABLE calendar_year (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        year BIGINT,
        days TEXT,
        source TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE "case" (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        number_text TEXT,
        number_year BIGINT,
        number_court TEXT,
        number_type TEXT,
        number BIGINT,
        number_suffix TEXT,
        cause TEXT,
        amount BIGINT,
        procedure TEXT,
        source TEXT,
        received_on TEXT,
        filed_on TEXT,
        time_limit TEXT,
        judge_id TEXT,
        clerk_id TEXT,
        division_id TEXT,
        status TEXT,
        closed_on TEXT,
        close_mode TEXT,
        source_system TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_case_filed_on ON "case" (filed_on)
    """,
    """
    CREATE INDEX ix_case_division_id ON "case" (division_id)
    """,
    """
    CREATE INDEX ix_case_judge_id ON "case" (judge_id)
    """,
    """
    CREATE INDEX ix_case_number_text ON "case" (number_text)
    """,
    """
    CREATE INDEX ix_case_clerk_id ON "case" (clerk_id)
    """,
    """
    CREATE INDEX ix_case_status ON "case" (status)
    """,
    """
    CREATE TABLE party (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        name TEXT,
        role TEXT,
        side TEXT,
        kind TEXT,
        position BIGINT,
        id_number TEXT,
        phone TEXT,
        address TEXT,
        representative TEXT,
        notice_number TEXT,
        left_on TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_party_case_id ON party (case_id)
    """,
    """
    CREATE TABLE agent (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        party_id TEXT,
        name TEXT,
        kind TEXT,
        firm TEXT,
        phone TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_agent_case_id ON agent (case_id)
    """,
    """
    CREATE TABLE process_event (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        node TEXT,
        happened_on TEXT,
        operator_id TEXT,
        details TEXT,
        note TEXT,
        public_from TEXT,
        entered_at TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_process_event_case_id ON process_event (case_id)
    """,
    """
    CREATE TABLE log_entry (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        work_date TEXT,
        entered_at TEXT,
        officer_id TEXT,
        kind TEXT,
        place TEXT,
        present TEXT,
        content TEXT,
        result TEXT,
        attachments TEXT,
        visibility TEXT,
        not_before TEXT,
        amends_id TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_log_entry_work_date ON log_entry (work_date)
    """,
    """
    CREATE INDEX ix_log_entry_case_id ON log_entry (case_id)
    """,
    """
    CREATE INDEX ix_log_entry_officer_id ON log_entry (officer_id)
    """,
    """
    CREATE TABLE document (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        kind TEXT,
        title TEXT,
        decided_on TEXT,
        effective_on TEXT,
        served_on TEXT,
        status TEXT,
        status_on TEXT,
        judge_id TEXT,
        file_sha256 TEXT,
        file_name TEXT,
        file_size BIGINT,
        docx_sha256 TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_document_effective_on ON document (effective_on)
    """,
    """
    CREATE INDEX ix_document_case_id ON document (case_id)
    """,
    """
    CREATE TABLE withholding (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        document_id TEXT,
        ground_list TEXT,
        ground TEXT,
        reason TEXT,
        status TEXT,
        status_on TEXT,
        flagged_by TEXT,
        flagged_on TEXT,
        head_id TEXT,
        head_on TEXT,
        head_opinion TEXT,
        vice_president_id TEXT,
        vice_president_on TEXT,
        vice_president_opinion TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_withholding_document_id ON withholding (document_id)
    """,
    """
    CREATE INDEX ix_withholding_case_id ON withholding (case_id)
    """,
    """
    CREATE TABLE web_copy (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        document_id TEXT,
        profile TEXT,
        source_sha256 TEXT,
        content TEXT,
        replacements TEXT,
        answers TEXT,
        prepared_by TEXT,
        prepared_on TEXT,
        confirmed_by TEXT,
        confirmed_on TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_web_copy_document_id ON web_copy (document_id)
    """,
    """
    CREATE INDEX ix_web_copy_case_id ON web_copy (case_id)
    """,
    """
    CREATE TABLE document_step (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        document_id TEXT,
        action TEXT,
        status TEXT,
        reason TEXT,
        month TEXT,
        made_by TEXT,
        made_at TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_document_step_document_id ON document_step (document_id)
    """,
    """
    CREATE INDEX ix_document_step_case_id ON document_step (case_id)
    """,
    """
    CREATE TABLE masking_rule (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        action TEXT,
        words TEXT,
        note TEXT,
        made_by TEXT,
        made_on TEXT,
        revoked_on TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_masking_rule_words ON masking_rule (words)
    """,
    """
    CREATE TABLE "conflict" (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        case_id TEXT,
        record_type TEXT,
        record_id TEXT,
        fields TEXT,
        base TEXT,
        mine TEXT,
        theirs TEXT,
        mine_by TEXT,
        mine_at TEXT,
        theirs_by TEXT,
        theirs_at TEXT,
        status TEXT,
        choice TEXT,
        resolved_by TEXT,
        resolved_at TEXT,
        extra TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_conflict_case_id ON "conflict" (case_id)
    """,
    """
    CREATE INDEX ix_conflict_record_id ON "conflict" (record_id)
    """,
    """
    CREATE TABLE base (
        record_type TEXT NOT NULL,
        record_id TEXT NOT NULL,
        case_id TEXT,
        version INTEGER NOT NULL,
        state TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (record_type, record_id)
    )
    """,
    """
    CREATE INDEX ix_base_case_id ON base (case_id)
    """,
    """
    CREATE TABLE outbox (
        position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        op_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        record_type TEXT NOT NULL,
        record_id TEXT NOT NULL,
        action TEXT NOT NULL,
        base_version INTEGER NOT NULL,
        changes TEXT NOT NULL,
        made_at TEXT NOT NULL,
        batch_id TEXT,
        UNIQUE (op_id)
    )
    """,
    """
    CREATE INDEX ix_outbox_record ON outbox (record_type, record_id)
    """,
    """
    CREATE INDEX ix_outbox_batch_id ON outbox (batch_id)
    """,
    """
    CREATE TABLE refused (
        op_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        record_type TEXT NOT NULL,
        record_id TEXT NOT NULL,
        case_id TEXT,
        action TEXT NOT NULL,
        base_version INTEGER NOT NULL,
        changes TEXT NOT NULL,
        shown TEXT NOT NULL,
        made_at TEXT NOT NULL,
        status TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        remedy TEXT NOT NULL,
        refused_at TEXT NOT NULL,
        settled_at TEXT,
        PRIMARY KEY (op_id)
    )
    """,
    """
    CREATE TABLE batch (
        batch_id TEXT NOT NULL,
        device_id TEXT NOT NULL,
        device_epoch INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        user_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        signature TEXT NOT NULL,
        body BLOB NOT NULL,
        operations INTEGER NOT NULL,
        sealed_at TEXT NOT NULL,
        acknowledged_at TEXT,
        PRIMARY KEY (batch_id)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_batch_place ON batch (device_id, device_epoch, sequence)
    """,
    """
    CREATE INDEX ix_batch_acknowledged_at ON batch (acknowledged_at)
    """,
    """
    CREATE TABLE audit (
        sequence INTEGER NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (sequence)
    )
    """,
    """
    CREATE INDEX ix_audit_subject ON audit (subject)
    """,
    """
    CREATE TABLE audit_receipt (
        audit_count INTEGER NOT NULL,
        audit_head TEXT NOT NULL,
        court_id TEXT NOT NULL,
        device_id TEXT NOT NULL,
        signature TEXT NOT NULL,
        received_at TEXT NOT NULL,
        PRIMARY KEY (audit_count, device_id)
    )
    """,
    """
    CREATE TABLE draft (
        "key" TEXT NOT NULL,
        content TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE setting (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE sync_state (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE rebuild_seen (
        record_type TEXT NOT NULL,
        record_id TEXT NOT NULL,
        PRIMARY KEY (record_type, record_id)
    )
    """,
    """
    CREATE TABLE sync_log (
        position INTEGER NOT NULL,
        at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (position)
    )
    """,
    """
    CREATE TABLE blob (
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        complete BOOLEAN NOT NULL,
        uploaded BOOLEAN NOT NULL,
        added_at TEXT NOT NULL,
        problem TEXT NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE case_due (
        case_id TEXT NOT NULL,
        due_on TEXT,
        state TEXT NOT NULL,
        PRIMARY KEY (case_id)
    )
    """,
    """
    CREATE INDEX ix_case_due_due_on ON case_due (due_on)
    """,
    """
    CREATE TABLE case_search (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        case_id TEXT NOT NULL,
        UNIQUE (case_id)
    )
    """,
    """
    CREATE TABLE blob_chunk (
        sha256 TEXT NOT NULL,
        position INTEGER NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (sha256, position),
        FOREIGN KEY(sha256) REFERENCES blob (sha256) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_case_tail3 ON "case" (number % 1000)
    """,
    """
    CREATE INDEX ix_case_tail4 ON "case" (number % 10000)
    """,
    """
    CREATE INDEX ix_case_list ON "case" (coalesce(filed_on, ''), id, status, number_type, judge_id, clerk_id, division_id)
    """,
    """
    CREATE INDEX ix_case_number_order ON "case" (-number_year, number_type, number, id, status)
    """,
    """
    CREATE INDEX ix_case_week ON "case" (judge_id, number_type, status)
    """,
    """
    CREATE INDEX ix_process_event_node ON process_event (node)
    """,
    """
    CREATE VIRTUAL TABLE search USING fts5(grams, content='', contentless_delete=1, detail=full, tokenize='unicode61')
    """,
    """
    CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
    """,
    """
    CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
    """,
    "PRAGMA application_id = 1396919371",
    "PRAGMA user_version = 1",
)
_KEPT = ("alembic_version",)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("DROP TABLE search")
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC"
    )
    for name in tables.scalars().all():
        if name not in _KEPT:
            op.execute(f'DROP TABLE "{name}"')
    op.execute("PRAGMA user_version = 0")
