"""The e-File desk: files, receipts, notings, what hangs on them, and their search."""

import textwrap

from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = (
    """
    CREATE TABLE efile (
        id VARCHAR(36) NOT NULL,
        number VARCHAR(160) NOT NULL,
        subject VARCHAR NOT NULL,
        numbering VARCHAR(8) NOT NULL,
        heads JSON NOT NULL,
        relation VARCHAR(8) NOT NULL,
        of_file VARCHAR(36) NOT NULL,
        form VARCHAR(16) NOT NULL,
        classification VARCHAR(16) NOT NULL,
        priority VARCHAR(16) NOT NULL,
        office VARCHAR(64) NOT NULL,
        creator VARCHAR(64) NOT NULL,
        creator_post VARCHAR(64) NOT NULL,
        place VARCHAR(16) NOT NULL,
        holder VARCHAR(64) NOT NULL,
        sender VARCHAR(64) NOT NULL,
        confirmed BOOLEAN NOT NULL,
        asked_back BOOLEAN NOT NULL,
        leaving JSON,
        leaves_at DATETIME,
        parked_until DATE,
        reason VARCHAR NOT NULL,
        notice VARCHAR(64) NOT NULL,
        head VARCHAR(64) NOT NULL,
        notes INTEGER NOT NULL,
        paragraphs INTEGER NOT NULL,
        pages INTEGER NOT NULL,
        version INTEGER NOT NULL,
        told JSON,
        arrived_at DATETIME NOT NULL,
        created_at DATETIME NOT NULL,
        CONSTRAINT pk_efile PRIMARY KEY (id),
        CONSTRAINT ck_efile_counts CHECK (notes >= 0 AND pages >= 0)
    )
    """,
    """
    CREATE VIRTUAL TABLE efile_find USING fts5(id UNINDEXED, words, sound, numbers, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Cf'", prefix='2 3')
    """,
    """
    CREATE TABLE efile_receipt (
        id VARCHAR(36) NOT NULL,
        number VARCHAR(160) NOT NULL,
        subject VARCHAR NOT NULL,
        letter JSON NOT NULL,
        classification VARCHAR(16) NOT NULL,
        sha256 VARCHAR(64) NOT NULL,
        pages INTEGER NOT NULL,
        office VARCHAR(64) NOT NULL,
        creator VARCHAR(64) NOT NULL,
        creator_post VARCHAR(64) NOT NULL,
        place VARCHAR(16) NOT NULL,
        holder VARCHAR(64) NOT NULL,
        sender VARCHAR(64) NOT NULL,
        confirmed BOOLEAN NOT NULL,
        asked_back BOOLEAN NOT NULL,
        leaving JSON,
        leaves_at DATETIME,
        parked_until DATE,
        reason VARCHAR NOT NULL,
        notice VARCHAR(64) NOT NULL,
        file VARCHAR(36) NOT NULL,
        version INTEGER NOT NULL,
        told JSON,
        arrived_at DATETIME NOT NULL,
        created_at DATETIME NOT NULL,
        CONSTRAINT pk_efile_receipt PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE efile_noting (
        head VARCHAR(64) NOT NULL,
        file VARCHAR(36) NOT NULL,
        seq INTEGER NOT NULL,
        note BLOB NOT NULL,
        p7s BLOB NOT NULL,
        person VARCHAR(64) NOT NULL,
        post VARCHAR(64) NOT NULL,
        first_paragraph INTEGER NOT NULL,
        signed_at DATETIME NOT NULL,
        taken_at DATETIME,
        stamp BLOB NOT NULL,
        CONSTRAINT pk_efile_noting PRIMARY KEY (head),
        CONSTRAINT uq_efile_noting_file_seq UNIQUE (file, seq)
    )
    """,
    """
    CREATE TABLE efile_yellow (
        file VARCHAR(36) NOT NULL,
        person VARCHAR(64) NOT NULL,
        post VARCHAR(64) NOT NULL,
        text VARCHAR NOT NULL,
        revision INTEGER NOT NULL,
        changed_at DATETIME NOT NULL,
        CONSTRAINT pk_efile_yellow PRIMARY KEY (file)
    )
    """,
    """
    CREATE TABLE efile_leaf (
        id VARCHAR(36) NOT NULL,
        kind VARCHAR(16) NOT NULL,
        thing VARCHAR(64) NOT NULL,
        place VARCHAR(32) NOT NULL,
        version INTEGER NOT NULL,
        document JSON NOT NULL,
        told JSON,
        CONSTRAINT pk_efile_leaf PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_efile_holder ON efile (holder)
    """,
    """
    CREATE INDEX ix_efile_of_file ON efile (of_file)
    """,
    """
    CREATE INDEX ix_efile_leaves_at ON efile (leaves_at)
    """,
    """
    CREATE INDEX ix_efile_number ON efile (number)
    """,
    """
    CREATE INDEX ix_efile_sender ON efile (sender)
    """,
    """
    CREATE INDEX ix_efile_receipt_holder ON efile_receipt (holder)
    """,
    """
    CREATE INDEX ix_efile_receipt_leaves_at ON efile_receipt (leaves_at)
    """,
    """
    CREATE INDEX ix_efile_receipt_sender ON efile_receipt (sender)
    """,
    """
    CREATE INDEX ix_efile_receipt_file ON efile_receipt (file)
    """,
    """
    CREATE INDEX ix_efile_receipt_number ON efile_receipt (number)
    """,
    """
    CREATE INDEX ix_efile_leaf_kind ON efile_leaf (kind)
    """,
    """
    CREATE INDEX ix_efile_leaf_on ON efile_leaf (thing, kind, place)
    """,
    """
    CREATE TRIGGER efile_noting_no_update BEFORE UPDATE OF head, file, seq, note, p7s, person, post, first_paragraph, signed_at ON efile_noting BEGIN SELECT RAISE(ABORT, 'a green note is never changed'); END
    """,
    """
    CREATE TRIGGER efile_noting_no_delete BEFORE DELETE ON efile_noting WHEN OLD.taken_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a green note is never changed'); END
    """,
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(textwrap.dedent(statement).strip())
