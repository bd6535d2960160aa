"""What the centre keeps: its tables, in the form both SQLite and PostgreSQL take."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Sequence,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Id, Hash, Word, Moment = String(64), String(64), String(64), String(32)
FEED_POSITION = Sequence("feed_position", metadata=metadata)
_Position = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in an INTEGER key

meta = Table("meta", metadata, Column("key", Word, primary_key=True), Column("value", Text, nullable=False))

counter = Table(
    "counter", metadata, Column("name", Word, primary_key=True), Column("value", BigInteger, nullable=False)
)

office = Table(
    "office", metadata, Column("id", Id, primary_key=True), Column("document", JSON, nullable=False)
)
post = Table("post", metadata, Column("id", Id, primary_key=True), Column("document", JSON, nullable=False))
person = Table(
    "person", metadata, Column("id", Id, primary_key=True), Column("document", JSON, nullable=False)
)
posting = Table(
    "posting", metadata, Column("id", Id, primary_key=True), Column("document", JSON, nullable=False)
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("code_hash", Hash, primary_key=True),
    Column("office", Id, nullable=False),
    Column("valid_until", Moment, nullable=False),
    Column("used_by", Id, nullable=False, default=""),
)

device = Table(
    "device",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", Id, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("public_key", Hash, nullable=False, unique=True),
    Column("token_hash", Hash, nullable=False, unique=True),
    Column("epoch", Integer, nullable=False),
    Column("cursor", Word, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    UniqueConstraint("office", "serial"),
)

lease = Table(
    "lease",
    metadata,
    Column("id", Id, primary_key=True),
    Column("device", Id, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("series", Word, nullable=False),
    Column("year", Word, nullable=False),
    Column("first", Integer, nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("device", "epoch", "series", "year", "first"),
)

entry = Table(
    "entry",
    metadata,
    Column("device", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("subject", Id, nullable=False),
    Column("kind", Word, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("base_version", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("attachments", Text, nullable=False),
    Column("who", Id, nullable=False),
    Column("post", Id, nullable=False),
    Column("at", Moment, nullable=False),
    Column("prev", Hash, nullable=False),
    Column("hash", Hash, nullable=False),
    Column("signature", String(128), nullable=False),
    Column("status", Word, nullable=False),
    Column("code", Word, nullable=False),
    Column("reply", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("device", "epoch", "seq"),
    Index("ix_entry_subject", "subject"),
)

application = Table(
    "application",
    metadata,
    Column("id", Id, primary_key=True),
    Column("device", Id, nullable=False),
    Column("office", Id, nullable=False),
    Column("service", Word, nullable=False),
    Column("pack_version", Integer, nullable=False),
    Column("state", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", Word, nullable=False, unique=True),
    Column("registration", Word, nullable=False, index=True),
    Column("filed_on", String(10), nullable=False),
    Column("fee", BigInteger, nullable=False),
    Column("fee_paid", Boolean, nullable=False),
    Column("user_charge", BigInteger, nullable=False),
    Column("mobile", String(16), nullable=False),
    Column("objection", JSON, nullable=True),
    Column("reason_hi", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
)

paper = Table(
    "paper",
    metadata,
    Column("application", Id, ForeignKey(application.c.id), primary_key=True),
    Column("slot", Word, primary_key=True),
    Column("sha256", Hash, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("media", Word, nullable=False),
    Index("ix_paper_sha256", "sha256"),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", Hash, primary_key=True),
    Column("bytes", BigInteger, nullable=False),
    Column("complete_at", Moment, nullable=False),
)

blob_claim = Table(
    "blob_claim",
    metadata,
    Column("device", Id, primary_key=True),
    Column("sha256", Hash, primary_key=True),
)

payment = Table(
    "payment",
    metadata,
    Column("key", Id, primary_key=True),
    Column("device", Id, nullable=False),
    Column("office", Id, nullable=False),
    Column("application", Id, nullable=False, index=True),
    Column("asked_hash", Hash, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("head", Word, nullable=False),
    Column("state", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("gateway_ref", Word, nullable=False),
    Column("upi_link", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("confirmed_at", Moment, nullable=False),
)

challan = Table(
    "challan",
    metadata,
    Column("number", Word, primary_key=True),
    Column("application", Id, nullable=False, index=True),
    Column("office", Id, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("head", Word, nullable=False),
    Column("valid_until", String(10), nullable=False),
    Column("state", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deposit", JSON, nullable=True),
    Column("reason_hi", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
)

deposit = Table(
    "deposit",
    metadata,
    Column("mark", Hash, primary_key=True),
    Column("challan", Word, nullable=False),
)

notice = Table(
    "notice",
    metadata,
    Column("id", Id, primary_key=True),
    Column("application", Id, nullable=False, index=True),
    Column("office", Id, nullable=False),
    Column("mobile", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("template", Word, nullable=False),
    Column("state", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("subject", Word, nullable=False),
    Column("run_at", Double, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
)

efile = Table(
    "efile",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("offices", JSON, nullable=False),
    Column("office", Id, nullable=False),
    Column("number", String(160), nullable=False, unique=True),
    Column("card", JSON, nullable=False),
    Column("creator", Id, nullable=False),
    Column("creator_post", Id, nullable=False),
    Column("place", Word, nullable=False),
    Column("holder", Id, nullable=False),
    Column("sender", Id, nullable=False),
    Column("parked_until", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("head", Hash, nullable=False),
    Column("notes", Integer, nullable=False),
    Column("paragraphs", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
)

efile_noting = Table(
    "efile_noting",
    metadata,
    Column("file", Id, ForeignKey(efile.c.id), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("offices", JSON, nullable=False),
    Column("head", Hash, nullable=False, unique=True),
    Column("note", Text, nullable=False),
    Column("p7s", Text, nullable=False),
    Column("person", Id, nullable=False),
    Column("post", Id, nullable=False),
    Column("first_paragraph", Integer, nullable=False),
    Column("signed_at", Moment, nullable=False),
    Column("taken_at", Moment, nullable=False),
)

efile_receipt = Table(
    "efile_receipt",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("offices", JSON, nullable=False),
    Column("office", Id, nullable=False),
    Column("number", String(160), nullable=False, unique=True),
    Column("letter", JSON, nullable=False),
    Column("sha256", Hash, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("creator", Id, nullable=False),
    Column("creator_post", Id, nullable=False),
    Column("place", Word, nullable=False),
    Column("holder", Id, nullable=False),
    Column("sender", Id, nullable=False),
    Column("reason", Text, nullable=False),
    Column("file", Id, nullable=False),
    Column("issue", Id, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
)

efile_leaf = Table(
    "efile_leaf",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("thing", Id, nullable=False, index=True),
    Column("place", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("offices", JSON, nullable=False),
    Column("document", JSON, nullable=False),
)

staff_batch = Table(
    "staff_batch",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("office", Id, nullable=False, index=True),
    Column("desk_office", Id, nullable=False),
    Column("device", Id, nullable=False),
    Column("state", Word, nullable=False),
    Column("begun_by", Id, nullable=False),
    Column("confirmed_by", Id, nullable=False),
    Column("round", Integer, nullable=False),
    Column("chunks", JSON, nullable=False),
    Column("taken", JSON, nullable=False),
    Column("certified", JSON, nullable=False),
)

staff_person = Table(
    "staff_person",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("office", Id, nullable=False),
    Column("desk_office", Id, nullable=False),
    Column("code", Word, nullable=False, index=True),
    Column("email", String(254), nullable=False, index=True),
    Column("mobile", String(16), nullable=False),
    Column("token", Hash, nullable=False, index=True),
    Column("state", Word, nullable=False),
    Column("batch", Id, nullable=False),
    Column("row_values", JSON, nullable=False),
)

staff_note = Table(
    "staff_note",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Word, nullable=False),
    Column("thing", Id, nullable=False),
    Column("offices", JSON, nullable=False),
    Column("document", JSON, nullable=False),
)

blob_reader = Table(
    "blob_reader",
    metadata,
    Column("office", Id, primary_key=True),
    Column("sha256", Hash, primary_key=True),
)

feed = Table(
    "feed",
    metadata,
    Column("pos", _Position, FEED_POSITION, primary_key=True),
    Column("xid", BigInteger, nullable=False),
    Column("scope", Id, nullable=False),
    Column("collection", Word, nullable=False),
    Column("id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("collection", "id"),
    Index("ix_feed_scope_xid_pos", "scope", "xid", "pos"),
    sqlite_autoincrement=True,
)
