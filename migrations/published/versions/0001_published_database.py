"""The published database: party pages, released logs, credentials, look-ups, published documents, withheld notices.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _required(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _optional(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=True) for name in names]


def upgrade() -> None:
    op.create_table("published_court", *_required("court_id", "code", "name"), sa.PrimaryKeyConstraint("court_id"))
    op.create_table(
        "party_case",
        *_required("court_id", "party_id", "case_id", "number_text", "status_label"),
        *_optional("cause", "procedure_label", "filed_on", "closed_on", "judge_name", "clerk_name", "division_name"),
        *_required("party_name", "party_role", "parties"),
        sa.PrimaryKeyConstraint("court_id", "party_id"),
    )
    op.create_index("ix_party_case_case_id", "party_case", ["court_id", "case_id"])
    op.create_index("ix_party_case_number_text", "party_case", ["court_id", "number_text"])
    op.create_table(
        "party_event",
        *_required("court_id", "party_id", "event_id", "case_id", "happened_on", "node_label", "text"),
        sa.PrimaryKeyConstraint("court_id", "party_id", "event_id"),
    )
    op.create_table(
        "party_log",
        *_required("court_id", "party_id", "entry_id", "case_id", "work_date", "entered_on"),
        *_required("officer_name", "kind", "place", "present", "content", "result"),
        *_optional("amends_id", "amended_by_id"),
        *_required("release_week", "released_on"),
        sa.PrimaryKeyConstraint("court_id", "party_id", "entry_id"),
    )
    _create_access_tables()
    op.create_table(
        "published_document",
        *_required("court_id", "document_id", "case_id", "number_text", "court_name", "title", "kind"),
        *_optional("cause", "judge_name", "decided_on"),
        *_required("published_on", "party_kinds", "search_text"),
        *_optional("html", "text"),
        sa.PrimaryKeyConstraint("court_id", "document_id"),
    )
    op.create_table(
        "withheld_notice",
        *_required("court_id", "document_id", "case_id", "number_text", "court_name"),
        *_optional("decided_on"),
        *_required("reason", "published_on", "search_text"),
        sa.PrimaryKeyConstraint("court_id", "document_id"),
    )
    _create_cards()
    _create_search()


def _create_cards() -> None:
    op.create_table(
        "document_card",
        *_required("court_id"),
        sa.Column("entry", sa.BigInteger, nullable=False, autoincrement=False),
        *_required("document_id", "state", "number", "head"),
        *_optional("kind", "cause", "judge_name", "party_kinds", "decided_on", "year"),
        *_required("published_on"),
        *_optional("folded"),
        sa.PrimaryKeyConstraint("court_id", "entry"),
        sa.UniqueConstraint("court_id", "document_id", "state", name="uq_document_card_document_id"),
        sqlite_with_rowid=False,
    )
    for name in ("state", "decided_on"):
        op.create_index(f"ix_document_card_{name}", "document_card", ["court_id", name, "entry"])
    op.create_index("ix_document_card_kind", "document_card", ["court_id", "kind"])
    if op.get_bind().dialect.name == "sqlite":
        alike = ["court_id", "kind", "state", "cause", "year", "party_kinds"]
        op.create_index("ix_document_card_alike", "document_card", alike)


# The single characters of a text, its pairs and its threes of neighbours, none over a line's end. Its price is what keeps
# the planner from taking whole tables apart instead of asking the index. Three times as fast as the same in SQL.
_GRAMS = r"""
CREATE FUNCTION document_grams(folded text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100000 AS $$
DECLARE
    grams text[] := '{}';
    sign text;
    pair text;
    last_sign text := E'\n';
    last_pair text := E'\n';
BEGIN
    FOREACH sign IN ARRAY string_to_array(folded, NULL) LOOP
        pair := E'\n';
        IF sign <> E'\n' THEN
            grams := grams || sign;
            IF last_sign <> E'\n' THEN
                pair := last_sign || sign;
                grams := grams || pair;
                IF last_pair <> E'\n' THEN
                    grams := grams || (last_pair || sign);
                END IF;
            END IF;
        END IF;
        last_sign := sign;
        last_pair := pair;
    END LOOP;
    RETURN grams;
END
$$
"""


def _create_search() -> None:
    op.create_table(
        "document_search",
        *_required("court_id", "document_id"),
        sa.Column("entry", sa.BigInteger, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("court_id", "document_id"),
        sa.UniqueConstraint("court_id", "entry", name="uq_document_search_entry"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Compared byte by byte, as SQLite does: a language's own order takes twice as long to index and to sort.
        for name in ("folded", "decided_on", "published_on", "document_id"):
            op.execute(f'ALTER TABLE document_card ALTER COLUMN {name} TYPE text COLLATE "C"')
        # Texts are looked into for longer words: unpacked they take more room and half the time.
        op.execute("ALTER TABLE document_card ALTER COLUMN folded SET STORAGE EXTERNAL")
        op.execute(_GRAMS)
        op.execute("CREATE INDEX ix_document_card_grams ON document_card USING gin (document_grams(folded))")
        # ANALYZE would take every text apart; the default estimate leads to this index, which is always right.
        op.execute("ALTER INDEX ix_document_card_grams ALTER COLUMN 1 SET STATISTICS 0")
    else:
        # The prefixes of five digits are the single characters.
        op.execute("CREATE VIRTUAL TABLE document_gram USING fts5(grams, content='', tokenize='ascii', prefix='5')")
        # The words of a withdrawn document do not stay readable in the file.
        op.execute("INSERT INTO document_gram(document_gram, rank) VALUES ('secure-delete', 1)")


def _create_access_tables() -> None:
    op.create_table(
        "party_credential",
        *_required("court_id", "credential_id", "case_id", "party_id", "number_text", "notice_sha256", "locator"),
        *_required("password_hash", "issued_at"),
        *_optional("expires_at", "revoked_at"),
        sa.PrimaryKeyConstraint("court_id", "credential_id"),
        sa.UniqueConstraint("court_id", "number_text", "locator", name="uq_party_credential_locator"),
    )
    op.create_index("ix_party_credential_party_id", "party_credential", ["court_id", "party_id"])
    op.create_table(
        "party_session",
        *_required("court_id", "token_sha256", "credential_id", "party_id", "signed_in_at", "seen_at", "expires_at"),
        sa.PrimaryKeyConstraint("court_id", "token_sha256"),
    )
    op.create_index("ix_party_session_expires_at", "party_session", ["court_id", "expires_at"])
    op.create_table(
        "look_up",
        *_required("court_id", "look_up_id", "at", "action", "outcome", "address"),
        *_optional("case_id", "party_id", "number_text"),
        sa.PrimaryKeyConstraint("court_id", "look_up_id"),
    )
    op.create_index("ix_look_up_at", "look_up", ["court_id", "at"])
    op.create_index("ix_look_up_party_id", "look_up", ["court_id", "party_id"])
    op.create_table(
        "sign_in_counter",
        *_required("court_id", "scope", "subject"),
        sa.Column("failures", sa.BigInteger, nullable=False),
        *_required("last_failed_at", "blocked_until"),
        sa.PrimaryKeyConstraint("court_id", "scope", "subject"),
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("document_gram")
    op.drop_table("document_search")
    op.drop_table("document_card")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION document_grams(text)")
    for table in (
        "withheld_notice",
        "published_document",
        "sign_in_counter",
        "look_up",
        "party_session",
        "party_credential",
        "party_log",
        "party_event",
        "party_case",
        "published_court",
    ):
        op.drop_table(table)
