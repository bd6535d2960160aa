CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

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
);

CREATE INDEX ix_application_aadhaar_token ON application (aadhaar_token);

CREATE INDEX ix_application_mobile ON application (mobile);

CREATE INDEX ix_application_open ON application (state, updated_at);

CREATE INDEX ix_application_updated_at ON application (updated_at);

CREATE TABLE attachment (
    application VARCHAR(36) NOT NULL,
    slot VARCHAR(64) NOT NULL,
    revision INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    fitted JSON NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (application, slot)
);

CREATE TABLE attachment_kept (
    sha256 VARCHAR(64) NOT NULL,
    application VARCHAR(36) NOT NULL,
    CONSTRAINT pk_attachment_kept PRIMARY KEY (sha256, application)
);

CREATE INDEX ix_attachment_kept_application ON attachment_kept (application);

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
);

CREATE INDEX ix_attachment_page_slot ON attachment_page (application, slot, place);

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
);

CREATE INDEX ix_book_open ON book (series, year, first) WHERE NOT closed;

CREATE TABLE cancelled_number (
    number VARCHAR(64) NOT NULL,
    reason VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_cancelled_number PRIMARY KEY (number)
);

CREATE TABLE device (
    id VARCHAR(64) NOT NULL,
    epoch INTEGER NOT NULL,
    centre_code VARCHAR(64) NOT NULL,
    public_key VARCHAR(64) NOT NULL,
    enrolled_at DATETIME NOT NULL,
    renewal_due BOOLEAN NOT NULL,
    CONSTRAINT pk_device PRIMARY KEY (id)
);

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
);

CREATE INDEX ix_document_shelf ON document (kind) WHERE handed_over_at IS NULL;

CREATE INDEX ix_document_subject ON document (subject);

CREATE TABLE held (
    collection VARCHAR(32) NOT NULL,
    id VARCHAR(200) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_held PRIMARY KEY (collection, id)
);

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
);

CREATE INDEX ix_journal_subject ON journal (subject);

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TABLE mark (
    name VARCHAR(64) NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_mark PRIMARY KEY (name)
);

CREATE TABLE notice (
    id VARCHAR(36) NOT NULL,
    application VARCHAR(36) NOT NULL,
    text VARCHAR NOT NULL,
    template VARCHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_notice PRIMARY KEY (id)
);

CREATE INDEX ix_notice_application ON notice (application);

CREATE TABLE office (
    id VARCHAR(64) NOT NULL,
    document JSON NOT NULL,
    is_ours BOOLEAN NOT NULL,
    CONSTRAINT pk_office PRIMARY KEY (id)
);

CREATE TABLE person (
    id VARCHAR(64) NOT NULL,
    login VARCHAR(64) NOT NULL,
    document JSON NOT NULL,
    failures INTEGER NOT NULL,
    wait_until DOUBLE NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_login UNIQUE (login)
);

CREATE TABLE post (
    id VARCHAR(64) NOT NULL,
    office VARCHAR(64) NOT NULL,
    document JSON NOT NULL,
    CONSTRAINT pk_post PRIMARY KEY (id)
);

CREATE INDEX ix_post_office ON post (office);

CREATE TABLE posting (
    person VARCHAR(64) NOT NULL,
    post VARCHAR(64) NOT NULL,
    since DATE NOT NULL,
    until DATE,
    CONSTRAINT pk_posting PRIMARY KEY (person, post, since)
);

CREATE TABLE staged (
    collection VARCHAR(32) NOT NULL,
    id VARCHAR(200) NOT NULL,
    version INTEGER NOT NULL,
    deleted BOOLEAN NOT NULL,
    document JSON NOT NULL,
    CONSTRAINT pk_staged PRIMARY KEY (collection, id)
);

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
);

CREATE INDEX ix_upload_owed ON upload (next_try) WHERE state <> 'done';

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
);

CREATE INDEX ix_challan_application ON challan (application);

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
);

CREATE INDEX ix_money_application ON money (application);

CREATE INDEX ix_money_day_head ON money (day, head);

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
);

CREATE INDEX ix_outbox_owed ON outbox (place) WHERE state <> 'done';

CREATE INDEX ix_outbox_owed_subject ON outbox (subject, place) WHERE state <> 'done';

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
);

CREATE INDEX ix_payment_application ON payment (application);

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
);

CREATE INDEX ix_print_job_document ON print_job (document);

CREATE INDEX ix_print_job_open ON print_job (printer, created_at) WHERE state NOT IN ('confirmed','sent-unconfirmed','cancelled');

CREATE VIRTUAL TABLE application_find USING fts5(id UNINDEXED, name, sound, numbers, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Cf'", prefix='2 3');

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
);

CREATE VIRTUAL TABLE efile_find USING fts5(id UNINDEXED, words, sound, numbers, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Cf'", prefix='2 3');

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
);

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
);

CREATE TABLE efile_yellow (
    file VARCHAR(36) NOT NULL,
    person VARCHAR(64) NOT NULL,
    post VARCHAR(64) NOT NULL,
    text VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    changed_at DATETIME NOT NULL,
    CONSTRAINT pk_efile_yellow PRIMARY KEY (file)
);

CREATE TABLE efile_leaf (
    id VARCHAR(36) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    thing VARCHAR(64) NOT NULL,
    place VARCHAR(32) NOT NULL,
    version INTEGER NOT NULL,
    document JSON NOT NULL,
    told JSON,
    CONSTRAINT pk_efile_leaf PRIMARY KEY (id)
);

CREATE INDEX ix_efile_holder ON efile (holder);

CREATE INDEX ix_efile_of_file ON efile (of_file);

CREATE INDEX ix_efile_leaves_at ON efile (leaves_at);

CREATE INDEX ix_efile_number ON efile (number);

CREATE INDEX ix_efile_sender ON efile (sender);

CREATE INDEX ix_efile_receipt_holder ON efile_receipt (holder);

CREATE INDEX ix_efile_receipt_leaves_at ON efile_receipt (leaves_at);

CREATE INDEX ix_efile_receipt_sender ON efile_receipt (sender);

CREATE INDEX ix_efile_receipt_file ON efile_receipt (file);

CREATE INDEX ix_efile_receipt_number ON efile_receipt (number);

CREATE INDEX ix_efile_leaf_kind ON efile_leaf (kind);

CREATE INDEX ix_efile_leaf_on ON efile_leaf (thing, kind, place);

CREATE TRIGGER efile_noting_no_update BEFORE UPDATE OF head, file, seq, note, p7s, person, post, first_paragraph, signed_at ON efile_noting BEGIN SELECT RAISE(ABORT, 'a green note is never changed'); END;

CREATE TRIGGER efile_noting_no_delete BEFORE DELETE ON efile_noting WHEN OLD.taken_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a green note is never changed'); END;

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
);

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
);

CREATE TABLE staff_note (
    id VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    thing VARCHAR(64) NOT NULL,
    version INTEGER NOT NULL,
    document JSON NOT NULL,
    CONSTRAINT pk_staff_note PRIMARY KEY (id)
);

CREATE TABLE staff_elsewhere (
    office VARCHAR(64) NOT NULL,
    batch VARCHAR(36) NOT NULL,
    who VARCHAR(64) NOT NULL,
    CONSTRAINT pk_staff_elsewhere PRIMARY KEY (office)
);

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
);

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
);

CREATE UNIQUE INDEX uq_staff_batch_open ON staff_batch (office) WHERE state IN ('working', 'confirmed', 'certified', 'uploading');

CREATE INDEX ix_staff_person_token ON staff_person (token);

CREATE INDEX ix_staff_person_email ON staff_person (email);

CREATE INDEX ix_staff_person_code ON staff_person (code);

CREATE INDEX ix_staff_person_mobile ON staff_person (mobile);

CREATE INDEX ix_staff_person_office ON staff_person (office);

CREATE INDEX ix_staff_note_thing ON staff_note (kind, thing);

CREATE INDEX ix_staff_row_key ON staff_row (batch, "key");

CREATE INDEX ix_staff_row_chunk ON staff_row (batch, chunk, number);

CREATE INDEX ix_staff_row_worst ON staff_row (batch, weight, number);

CREATE INDEX ix_staff_row_state ON staff_row (batch, state);

CREATE INDEX ix_staff_edit_act ON staff_edit (act);

CREATE INDEX ix_staff_edit_batch ON staff_edit (batch, id);

INSERT INTO alembic_version VALUES ('0003');

