"""The published database: everything the portal may read, and the only thing it can reach.

It is a file or a PostgreSQL schema of its own. Rows come here through `services.projection` alone and hold nothing
that the reader of that row may not see: a party's page, timeline and logs stand once per party, so that no query of
the portal chooses between two parties' rows. `court_id` leads every key.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, MetaData, PrimaryKeyConstraint, Table, Text, UniqueConstraint

PUBLISHED = MetaData()


def _required(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in names]


def _optional(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=True) for name in names]


published_court = Table(
    "published_court",
    PUBLISHED,
    *_required("court_id", "code", "name"),
    PrimaryKeyConstraint("court_id"),
)
"""The courts whose pages this database holds."""

party_case = Table(
    "party_case",
    PUBLISHED,
    *_required("court_id", "party_id", "case_id", "number_text", "status_label"),
    *_optional("cause", "procedure_label", "filed_on", "closed_on", "judge_name", "clerk_name", "division_name"),
    *_required("party_name", "party_role"),
    Column("parties", Text, nullable=False, default="[]"),
    PrimaryKeyConstraint("court_id", "party_id"),
    Index("ix_party_case_case_id", "court_id", "case_id"),
    Index("ix_party_case_number_text", "court_id", "number_text"),
)
"""The head of one party's page. `number_text` is canonical; `parties` is a JSON list of [role, name] of this case."""

party_event = Table(
    "party_event",
    PUBLISHED,
    *_required("court_id", "party_id", "event_id", "case_id", "happened_on", "node_label", "text"),
    PrimaryKeyConstraint("court_id", "party_id", "event_id"),
)
"""What one party may read of one process event (法释〔2018〕7号)."""

party_log = Table(
    "party_log",
    PUBLISHED,
    *_required("court_id", "party_id", "entry_id", "case_id", "work_date", "entered_on"),
    *_required("officer_name", "kind", "place", "present", "content", "result"),
    *_optional("amends_id", "amended_by_id"),
    *_required("release_week", "released_on"),
    PrimaryKeyConstraint("court_id", "party_id", "entry_id"),
)
"""A released enforcement log entry as one party reads it ([2013] 公开执行日志工作程序).

`amends_id` and `amended_by_id` name another entry on the same party's page: 更正 stands beside what it corrects.
`release_week` is the ISO week of the release, `2026-W47`.
"""

party_credential = Table(
    "party_credential",
    PUBLISHED,
    *_required("court_id", "credential_id", "case_id", "party_id", "number_text", "notice_sha256", "locator"),
    *_required("password_hash", "issued_at"),
    *_optional("expires_at", "revoked_at"),
    PrimaryKeyConstraint("court_id", "credential_id"),
    UniqueConstraint("court_id", "number_text", "locator", name="uq_party_credential_locator"),
    Index("ix_party_credential_party_id", "court_id", "party_id"),
)
"""A party's password as Argon2id hash. The hash covers court, case, party and notice number too, so that a row
moved to another party opens nothing. `locator` is the password's first group: it picks one row, one hash to compute."""

party_session = Table(
    "party_session",
    PUBLISHED,
    *_required("court_id", "token_sha256", "credential_id", "party_id", "signed_in_at", "seen_at", "expires_at"),
    PrimaryKeyConstraint("court_id", "token_sha256"),
    Index("ix_party_session_expires_at", "court_id", "expires_at"),
)
"""A signed-in party. Only the token's hash is kept: who reads this table cannot use it to sign in."""

look_up = Table(
    "look_up",
    PUBLISHED,
    *_required("court_id", "look_up_id", "at", "action", "outcome", "address"),
    *_optional("case_id", "party_id", "number_text"),
    PrimaryKeyConstraint("court_id", "look_up_id"),
    Index("ix_look_up_at", "court_id", "at"),
    Index("ix_look_up_party_id", "court_id", "party_id"),
)
"""Who looked at what: every sign-in, refusal and page of a party, with instant and network address."""

sign_in_counter = Table(
    "sign_in_counter",
    PUBLISHED,
    *_required("court_id", "scope", "subject"),
    Column("failures", BigInteger, nullable=False),
    *_required("last_failed_at", "blocked_until"),
    PrimaryKeyConstraint("court_id", "scope", "subject"),
)
"""Failed sign-ins counted for accounts and for addresses apart. `subject` is a SHA-256, never the typed text."""

published_document = Table(
    "published_document",
    PUBLISHED,
    *_required("court_id", "document_id", "case_id", "number_text", "court_name", "title", "kind"),
    *_optional("cause", "judge_name", "decided_on"),
    Column("published_on", Text, nullable=False),
    Column("party_kinds", Text, nullable=False, default=""),
    Column("search_text", Text, nullable=False),
    *_optional("html", "text"),
    PrimaryKeyConstraint("court_id", "document_id"),
)
"""A published judicial document. `html` and `text` are the masked text; null until masking has released it.
`party_kinds` is derived from `text` when the row is written (`published_parties`), never from the case's parties.
"""

withheld_notice = Table(
    "withheld_notice",
    PUBLISHED,
    *_required("court_id", "document_id", "case_id", "number_text", "court_name"),
    *_optional("decided_on"),
    *_required("reason", "published_on", "search_text"),
    PrimaryKeyConstraint("court_id", "document_id"),
)
"""What a withheld document still publishes: 案号、审理法院、裁判日期、不公开理由 (法释〔2016〕19号 art. 6)."""

document_card = Table(
    "document_card",
    PUBLISHED,
    *_required("court_id"),
    Column("entry", BigInteger, nullable=False, autoincrement=False),
    *_required("document_id", "state", "number", "head"),
    *_optional("kind", "cause", "judge_name", "party_kinds", "decided_on", "year"),
    *_required("published_on"),
    *_optional("folded"),
    PrimaryKeyConstraint("court_id", "entry"),
    UniqueConstraint("court_id", "document_id", "state", name="uq_document_card_document_id"),
    Index("ix_document_card_state", "court_id", "state", "entry"),
    Index("ix_document_card_decided_on", "court_id", "decided_on", "entry"),
    Index("ix_document_card_kind", "court_id", "kind"),
    # SQLite counts the kinds of answers in this index alone; PostgreSQL reads the rows as fast.
    Index("ix_document_card_alike", "court_id", "kind", "state", "cause", "year", "party_kinds").ddl_if("sqlite"),
    # SQLite keeps the rows in the order of the key then, and finds one in one step.
    sqlite_with_rowid=False,
)
"""What a list of documents and notices is made from: short rows, so that thousands are looked through in no time.

`entry` grows with the day of publication (`published_cards`). `state` is published or withheld; `number` is the case
number, folded; `head` is what stands outside the text, folded, a field a line; `year` is that of `decided_on`. Of a
notice kind, cause, judge and parties are null. On PostgreSQL `folded` is what a published document is found by: there a
long text lies beside the row. On SQLite it would make the rows long; it is null, and stands in `document_search`.
"""

document_search = Table(
    "document_search",
    PUBLISHED,
    *_required("court_id", "document_id"),
    Column("entry", BigInteger, nullable=False),
    Column("folded", Text, nullable=False),
    PrimaryKeyConstraint("court_id", "document_id"),
    UniqueConstraint("court_id", "entry", name="uq_document_search_entry"),
)
"""What a published document is found by on SQLite, folded, a field or paragraph a line; `entry` is its card's. Empty on
PostgreSQL. `published_index` keeps it and beside it its pairs of characters, `document_gram` in FTS5 (its rowid is `entry`).
"""
