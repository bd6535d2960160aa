"""The first tables: the records themselves, and the rooms of the counter's walk.

Written as SQL, so that this step stays what it was when the models have moved on.
"""

import textwrap

from alembic import op

revision = "0001"
down_revision = None

_TABLES = (
    """
    CREATE TABLE application (
        id VARCHAR(36) NOT NULL,
        service VARCHAR(64) NOT NULL,
        pack_version INTEGER NOT NULL,
        pack_sha256 VARCHAR(64) NOT NULL,
        state VARCHAR(32) NOT NULL,
        version INTEGER NOT NULL,
        answers JSON NOT NULL,
        typed JSON NOT NULL,
        applicant VARCHAR(256) NOT NULL,
        mobile VARCHAR(10) NOT NULL,
        aadhaar_token VARCHAR(64) NOT NULL,
        likeness_reason VARCHAR NOT NULL,
        application_number VARCHAR(32) NOT NULL,
        registration_number VARCHAR(64) NOT NULL,
        objection JSON,
        cancelled_because VARCHAR NOT NULL,
        filed_on DATE,
        fee_paid BOOLEAN NOT NULL,
        told JSON,
        created_by VARCHAR(64) NOT NULL,
        post VARCHAR(64) NOT NULL,
        created_at DATETIME NOT NULL,
        updated_at DATETIME NOT NULL,
        CONSTRAINT pk_application PRIMARY KEY (id),
        CONSTRAINT ck_application_version CHECK (version >= 1)
    )
    """,
    """
    CREATE INDEX ix_application_aadhaar_token ON application (aadhaar_token)
    """,
    """
    CREATE INDEX ix_application_mobile ON application (mobile)
    """,
    """
    CREATE INDEX ix_application_open ON application (state, updated_at)
    """,
    """
    CREATE INDEX ix_application_updated_at ON application (updated_at)
    """,
    """
    CREATE TABLE attachment (
        application VARCHAR(36) NOT NULL,
        slot VARCHAR(64) NOT NULL,
        revision INTEGER NOT NULL,
        state VARCHAR(16) NOT NULL,
        sha256 VARCHAR(64) NOT NULL,
        fitted JSON NOT NULL,
        CONSTRAINT pk_attachment PRIMARY KEY (application, slot)
    )
    """,
    """
    CREATE TABLE attachment_kept (
        sha256 VARCHAR(64) NOT NULL,
        application VARCHAR(36) NOT NULL,
        CONSTRAINT pk_attachment_kept PRIMARY KEY (sha256, application)
    )
    """,
    """
    CREATE INDEX ix_attachment_kept_application ON attachment_kept (application)
    """,
    """
    CREATE TABLE attachment_page (
        id VARCHAR(36) NOT NULL,
        application VARCHAR(36) NOT NULL,
        slot VARCHAR(64) NOT NULL,
        place INTEGER NOT NULL,
        file VARCHAR(64) NOT NULL,
        origin VARCHAR(16) NOT NULL,
        turn INTEGER NOT NULL,
        masked BOOLEAN NOT NULL,
        cleared BOOLEAN NOT NULL,
        CONSTRAINT pk_attachment_page PRIMARY KEY (id),
        CONSTRAINT ck_attachment_page_turn CHECK (turn IN (0, 90, 180, 270))
    )
    """,
    """
    CREATE INDEX ix_attachment_page_slot ON attachment_page (application, slot, place)
    """,
    """
    CREATE TABLE book (
        id VARCHAR(64) NOT NULL,
        series VARCHAR(8) NOT NULL,
        year VARCHAR(7) NOT NULL,
        centre VARCHAR(64) NOT NULL,
        device_label VARCHAR(16) NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        next INTEGER NOT NULL,
        lease JSON NOT NULL,
        closed BOOLEAN NOT NULL,
        CONSTRAINT pk_book PRIMARY KEY (id),
        CONSTRAINT ck_book_next CHECK (next BETWEEN first AND last + 1)
    )
    """,
    """
    CREATE INDEX ix_book_open ON book (series, year, first) WHERE NOT closed
    """,
    """
    CREATE TABLE cancelled_number (
        number VARCHAR(64) NOT NULL,
        reason VARCHAR NOT NULL,
        at DATETIME NOT NULL,
        CONSTRAINT pk_cancelled_number PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE device (
        id VARCHAR(64) NOT NULL,
        epoch INTEGER NOT NULL,
        centre_code VARCHAR(64) NOT NULL,
        public_key VARCHAR(64) NOT NULL,
        enrolled_at DATETIME NOT NULL,
        renewal_due BOOLEAN NOT NULL,
        CONSTRAINT pk_device PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE document (
        id VARCHAR(36) NOT NULL,
        kind VARCHAR(32) NOT NULL,
        number VARCHAR(64) NOT NULL,
        subject VARCHAR(64) NOT NULL,
        snapshot VARCHAR NOT NULL,
        sha256 VARCHAR(64) NOT NULL,
        issued_at DATETIME NOT NULL,
        copies INTEGER NOT NULL,
        handed_over_at DATETIME,
        CONSTRAINT pk_document PRIMARY KEY (id),
        CONSTRAINT ck_document_copies CHECK (copies >= 0),
        CONSTRAINT uq_document_number UNIQUE (number)
    )
    """,
    """
    CREATE INDEX ix_document_shelf ON document (kind) WHERE handed_over_at IS NULL
    """,
    """
    CREATE INDEX ix_document_subject ON document (subject)
    """,
    """
    CREATE TABLE held (
        collection VARCHAR(32) NOT NULL,
        id VARCHAR(200) NOT NULL,
        version INTEGER NOT NULL,
        CONSTRAINT pk_held PRIMARY KEY (collection, id)
    )
    """,
    """
    CREATE TABLE journal (
        position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        id VARCHAR(36) NOT NULL,
        device VARCHAR(64) NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        subject VARCHAR(64) NOT NULL,
        kind VARCHAR(64) NOT NULL,
        schema INTEGER NOT NULL,
        base_version INTEGER NOT NULL,
        body VARCHAR NOT NULL,
        attachments VARCHAR NOT NULL,
        who VARCHAR(64) NOT NULL,
        post VARCHAR(64) NOT NULL,
        at VARCHAR(32) NOT NULL,
        prev VARCHAR(64) NOT NULL,
        hash VARCHAR(64) NOT NULL,
        signature VARCHAR(128) NOT NULL,
        CONSTRAINT uq_journal_epoch_seq UNIQUE (epoch, seq),
        CONSTRAINT uq_journal_id UNIQUE (id)
    )
    """,
    """
    CREATE INDEX ix_journal_subject ON journal (subject)
    """,
    """
    CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END
    """,
    """
    CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END
    """,
    """
    CREATE TABLE mark (
        name VARCHAR(64) NOT NULL,
        value VARCHAR NOT NULL,
        CONSTRAINT pk_mark PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE notice (
        id VARCHAR(36) NOT NULL,
        application VARCHAR(36) NOT NULL,
        text VARCHAR NOT NULL,
        template VARCHAR(64) NOT NULL,
        state VARCHAR(16) NOT NULL,
        at DATETIME NOT NULL,
        CONSTRAINT pk_notice PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_notice_application ON notice (application)
    """,
    """
    CREATE TABLE office (
        id VARCHAR(64) NOT NULL,
        document JSON NOT NULL,
        is_ours BOOLEAN NOT NULL,
        CONSTRAINT pk_office PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE person (
        id VARCHAR(64) NOT NULL,
        login VARCHAR(64) NOT NULL,
        document JSON NOT NULL,
        failures INTEGER NOT NULL,
        wait_until DOUBLE NOT NULL,
        CONSTRAINT pk_person PRIMARY KEY (id),
        CONSTRAINT uq_person_login UNIQUE (login)
    )
    """,
    """
    CREATE TABLE post (
        id VARCHAR(64) NOT NULL,
        office VARCHAR(64) NOT NULL,
        document JSON NOT NULL,
        CONSTRAINT pk_post PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_post_office ON post (office)
    """,
    """
    CREATE TABLE posting (
        person VARCHAR(64) NOT NULL,
        post VARCHAR(64) NOT NULL,
        since DATE NOT NULL,
        until DATE,
        CONSTRAINT pk_posting PRIMARY KEY (person, post, since)
    )
    """,
    """
    CREATE TABLE staged (
        collection VARCHAR(32) NOT NULL,
        id VARCHAR(200) NOT NULL,
        version INTEGER NOT NULL,
        deleted BOOLEAN NOT NULL,
        document JSON NOT NULL,
        CONSTRAINT pk_staged PRIMARY KEY (collection, id)
    )
    """,
    """
    CREATE TABLE upload (
        sha256 VARCHAR(64) NOT NULL,
        subject VARCHAR(64) NOT NULL,
        state VARCHAR(16) NOT NULL,
        attempts INTEGER NOT NULL,
        next_try DOUBLE NOT NULL,
        last_code VARCHAR(64) NOT NULL,
        facts JSON NOT NULL,
        since DOUBLE NOT NULL,
        CONSTRAINT pk_upload PRIMARY KEY (sha256),
        CONSTRAINT ck_upload_state CHECK (state IN ('pending','done','set-aside'))
    )
    """,
    """
    CREATE INDEX ix_upload_owed ON upload (next_try) WHERE state <> 'done'
    """,
    """
    CREATE TABLE challan (
        number VARCHAR(64) NOT NULL,
        application VARCHAR(36) NOT NULL,
        amount INTEGER NOT NULL,
        state VARCHAR(16) NOT NULL,
        issued_at DATETIME NOT NULL,
        valid_until DATE NOT NULL,
        branch VARCHAR NOT NULL,
        deposited_on DATE,
        scroll VARCHAR(64) NOT NULL,
        refusal JSON,
        CONSTRAINT pk_challan PRIMARY KEY (number),
        CONSTRAINT ck_challan_amount CHECK (amount > 0),
        CONSTRAINT fk_challan_application FOREIGN KEY(application) REFERENCES application (id)
    )
    """,
    """
    CREATE INDEX ix_challan_application ON challan (application)
    """,
    """
    CREATE TABLE money (
        id VARCHAR(36) NOT NULL,
        application VARCHAR(36) NOT NULL,
        head VARCHAR(64) NOT NULL,
        amount INTEGER NOT NULL,
        mode VARCHAR(16) NOT NULL,
        "order" VARCHAR NOT NULL,
        document VARCHAR(36) NOT NULL,
        day DATE NOT NULL,
        at DATETIME NOT NULL,
        who VARCHAR(64) NOT NULL,
        CONSTRAINT pk_money PRIMARY KEY (id),
        CONSTRAINT ck_money_amount CHECK (amount <> 0),
        CONSTRAINT fk_money_application FOREIGN KEY(application) REFERENCES application (id)
    )
    """,
    """
    CREATE INDEX ix_money_application ON money (application)
    """,
    """
    CREATE INDEX ix_money_day_head ON money (day, head)
    """,
    """
    CREATE TABLE outbox (
        entry VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        subject VARCHAR(64) NOT NULL,
        kind VARCHAR(64) NOT NULL,
        state VARCHAR(16) NOT NULL,
        attempts INTEGER NOT NULL,
        next_try DOUBLE NOT NULL,
        last_code VARCHAR(64) NOT NULL,
        facts JSON NOT NULL,
        since DOUBLE NOT NULL,
        CONSTRAINT pk_outbox PRIMARY KEY (entry),
        CONSTRAINT ck_outbox_state CHECK (state IN ('pending','in-flight','done','set-aside','superseded')),
        CONSTRAINT fk_outbox_entry FOREIGN KEY(entry) REFERENCES journal (id)
    )
    """,
    """
    CREATE INDEX ix_outbox_owed ON outbox (place) WHERE state <> 'done'
    """,
    """
    CREATE INDEX ix_outbox_owed_subject ON outbox (subject, place) WHERE state <> 'done'
    """,
    """
    CREATE TABLE payment (
        "key" VARCHAR(36) NOT NULL,
        application VARCHAR(36) NOT NULL,
        amount INTEGER NOT NULL,
        mode VARCHAR(16) NOT NULL,
        state VARCHAR(16) NOT NULL,
        started_at DATETIME NOT NULL,
        gateway_ref VARCHAR(64) NOT NULL,
        upi_link VARCHAR NOT NULL,
        CONSTRAINT pk_payment PRIMARY KEY ("key"),
        CONSTRAINT ck_payment_amount CHECK (amount > 0),
        CONSTRAINT fk_payment_application FOREIGN KEY(application) REFERENCES application (id)
    )
    """,
    """
    CREATE INDEX ix_payment_application ON payment (application)
    """,
    """
    CREATE TABLE print_job (
        id VARCHAR(36) NOT NULL,
        document VARCHAR(36) NOT NULL,
        printer VARCHAR(64) NOT NULL,
        copy INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        state VARCHAR(20) NOT NULL,
        "by" VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        created_at DATETIME NOT NULL,
        expires_at DATETIME NOT NULL,
        started_at DATETIME,
        finished_at DATETIME,
        next_try DATETIME,
        tries INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        total INTEGER NOT NULL,
        payload_sha256 VARCHAR(64) NOT NULL,
        code VARCHAR(64) NOT NULL,
        facts JSON NOT NULL,
        CONSTRAINT pk_print_job PRIMARY KEY (id),
        CONSTRAINT ck_print_job_copy CHECK (copy >= 1 AND attempt >= 1),
        CONSTRAINT fk_print_job_document FOREIGN KEY(document) REFERENCES document (id)
    )
    """,
    """
    CREATE INDEX ix_print_job_document ON print_job (document)
    """,
    """
    CREATE INDEX ix_print_job_open ON print_job (printer, created_at) WHERE state NOT IN ('confirmed','sent-unconfirmed','cancelled')
    """,
    """
    CREATE VIRTUAL TABLE application_find USING fts5(id UNINDEXED, name, sound, numbers, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Cf'", prefix='2 3')
    """,
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(textwrap.dedent(statement).strip())
