"""The employee master: sheets of offices, their rows and edits, the master, and what is noted of offices."""

import textwrap

from alembic import op

revision = "0003"
down_revision = "0002"

_TABLES = (
    """
    CREATE TABLE staff_batch (
        id VARCHAR(36) NOT NULL,
        office VARCHAR(64) NOT NULL,
        file_name VARCHAR(255) NOT NULL,
        state VARCHAR(16) NOT NULL,
        begun_by VARCHAR(64) NOT NULL,
        confirmed_by VARCHAR(64) NOT NULL,
        uploader VARCHAR(64) NOT NULL,
        uploader_post VARCHAR(64) NOT NULL,
        certification JSON,
        chunks JSON NOT NULL,
        next_chunk INTEGER NOT NULL,
        paused BOOLEAN NOT NULL,
        round INTEGER NOT NULL,
        created_at DATETIME NOT NULL,
        updated_at DATETIME NOT NULL,
        CONSTRAINT pk_staff_batch PRIMARY KEY (id),
        CONSTRAINT ck_staff_batch_next_chunk CHECK (next_chunk >= 0)
    )
    """,
    """
    CREATE TABLE staff_person (
        id VARCHAR(36) NOT NULL,
        office VARCHAR(64) NOT NULL,
        code VARCHAR(64) NOT NULL,
        email VARCHAR(254) NOT NULL,
        mobile VARCHAR(16) NOT NULL,
        token VARCHAR(64) NOT NULL,
        name VARCHAR(256) NOT NULL,
        cells JSON NOT NULL,
        state VARCHAR(16) NOT NULL,
        version INTEGER NOT NULL,
        CONSTRAINT pk_staff_person PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE staff_note (
        id VARCHAR(64) NOT NULL,
        kind VARCHAR(16) NOT NULL,
        thing VARCHAR(64) NOT NULL,
        version INTEGER NOT NULL,
        document JSON NOT NULL,
        CONSTRAINT pk_staff_note PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE staff_elsewhere (
        office VARCHAR(64) NOT NULL,
        batch VARCHAR(36) NOT NULL,
        who VARCHAR(64) NOT NULL,
        CONSTRAINT pk_staff_elsewhere PRIMARY KEY (office)
    )
    """,
    """
    CREATE TABLE staff_row (
        batch VARCHAR(36) NOT NULL,
        number INTEGER NOT NULL,
        sheet VARCHAR NOT NULL,
        line INTEGER NOT NULL,
        person VARCHAR(36) NOT NULL,
        "key" VARCHAR(160) NOT NULL,
        token VARCHAR(64) NOT NULL,
        cells JSON NOT NULL,
        raw JSON NOT NULL,
        findings JSON NOT NULL,
        weight INTEGER NOT NULL,
        state VARCHAR(16) NOT NULL,
        chunk INTEGER NOT NULL,
        CONSTRAINT pk_staff_row PRIMARY KEY (batch, number),
        CONSTRAINT fk_staff_row_batch FOREIGN KEY(batch) REFERENCES staff_batch (id)
    )
    """,
    """
    CREATE TABLE staff_edit (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        batch VARCHAR(36) NOT NULL,
        act VARCHAR(36) NOT NULL,
        "row" INTEGER NOT NULL,
        "before" JSON NOT NULL,
        "after" JSON NOT NULL,
        who VARCHAR(64) NOT NULL,
        at DATETIME NOT NULL,
        undone BOOLEAN NOT NULL,
        CONSTRAINT fk_staff_edit_batch FOREIGN KEY(batch) REFERENCES staff_batch (id)
    )
    """,
    """
    CREATE UNIQUE INDEX uq_staff_batch_open ON staff_batch (office) WHERE state IN ('working', 'confirmed', 'certified', 'uploading')
    """,
    """
    CREATE INDEX ix_staff_person_token ON staff_person (token)
    """,
    """
    CREATE INDEX ix_staff_person_email ON staff_person (email)
    """,
    """
    CREATE INDEX ix_staff_person_code ON staff_person (code)
    """,
    """
    CREATE INDEX ix_staff_person_mobile ON staff_person (mobile)
    """,
    """
    CREATE INDEX ix_staff_person_office ON staff_person (office)
    """,
    """
    CREATE INDEX ix_staff_note_thing ON staff_note (kind, thing)
    """,
    """
    CREATE INDEX ix_staff_row_key ON staff_row (batch, "key")
    """,
    """
    CREATE INDEX ix_staff_row_chunk ON staff_row (batch, chunk, number)
    """,
    """
    CREATE INDEX ix_staff_row_worst ON staff_row (batch, weight, number)
    """,
    """
    CREATE INDEX ix_staff_row_state ON staff_row (batch, state)
    """,
    """
    CREATE INDEX ix_staff_edit_act ON staff_edit (act)
    """,
    """
    CREATE INDEX ix_staff_edit_batch ON staff_edit (batch, id)
    """,
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(textwrap.dedent(statement).strip())
