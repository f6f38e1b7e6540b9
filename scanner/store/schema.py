"""Every table. What a thief of the database must not learn stands only in `sealed` columns.

A row that names a person carries `tenant_id` and `person_id`, so that erasure finds it by its
columns alone. Whatever would lead from a person to a page (addresses, digests and times of pages
with a hit) is sealed or blinded: whoever reads the page would know who is watched.
Changing a table means a new migration in `migrations/versions` and `REVISION` below.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

REVISION: Final = "0018"
"""The migration that this program needs."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Micros(TypeDecorator[datetime]):
    """An aware UTC time as microseconds since 1970: SQLite would drop the zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def _id(name: str, *arguments: ForeignKey, primary_key: bool = False) -> Column[str]:
    return Column(name, String(32), *arguments, primary_key=primary_key, nullable=False)


def _tenant() -> Column[str]:
    return Column("tenant_id", String(32), nullable=False)


# ---- the installation -------------------------------------------------------------------------

installation = Table(
    "installation",
    metadata,
    _id("tenant_id", primary_key=True),
    Column("created_at", Micros, nullable=False),
    Column("is_lab", Boolean, nullable=False),
    Column("people_generation", BigInteger, nullable=False),
    # Grows with every change of who or what is watched; a page remembers the one that saw it.
)

# ---- the frontier: public facts of the crawl, the same whoever is enrolled --------------------

host = Table(
    "host",
    metadata,
    Column("host_group", String(255), primary_key=True),
    Column("next_at", Micros, nullable=False),
    Column("latency_us", BigInteger, nullable=False, default=0),
    Column("fails", Integer, nullable=False, default=0),
    Column("reason", String(32), nullable=False, default=""),
    Column("budget_day", String(10), nullable=False, default=""),
    Column("budget_used", Integer, nullable=False, default=0),
)

robots = Table(
    "robots",
    metadata,
    Column("origin", String(300), primary_key=True),
    Column("fetched_at", Micros, nullable=False),
    Column("state", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("body_at", Micros),
    # When `body` was had; an old copy serves while the site's robots.txt cannot be read.
)

page = Table(
    "page",
    metadata,
    _id("page_id", primary_key=True),
    Column("address_key", String(64), nullable=False, unique=True),
    Column("address", Text, nullable=False),
    Column("source_id", String(64), nullable=False),
    Column("host_group", String(255), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("depth", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due_at", Micros, nullable=False),
    Column("lease_owner", String(32)),
    Column("lease_until", Micros),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("seen_generation", String(64), nullable=False, default=""),
    Column("gone_sha256", String(64), nullable=False, default=""),
    # Of what was shown when the site last said that the page is gone.
    Column("checks", Integer, nullable=False, default=0),
    Column("fails", Integer, nullable=False, default=0),
    Column("outcome", String(32), nullable=False, default=""),
    Column("visited_in", Micros),
    # The scan that visited it last: when that began.
    Column("fresh_until", Micros),
    # Until then it counts as checked; its turn may come later where a host has too many pages.
    Column("shown_sha256", String(64), nullable=False, default=""),
    Column("text_sha256", String(64), nullable=False, default=""),
    # Of the last good read: bytes, and text without what changes by itself.
    Column("read_in", Micros),
    # The scan of that read, or of the last answer that the page is as it was.
    Column("changes", Float, nullable=False, default=0.0),
    Column("watched_days", Float, nullable=False, default=0.0),
    Column("tempo", Integer),
    Index("ix_page_source_due", "source_id", "due_at"),
    Index("ix_page_group_due", "host_group", "state", "kind", "due_at", "page_id"),
    Index("ix_page_lease", "state", "lease_until"),
)

shape = Table(
    "shape",
    metadata,
    Column("host_group", String(255), primary_key=True),
    Column("shape", String(320), primary_key=True),
    Column("opened", Integer, nullable=False, default=0),
    # Pages of the shape that may be read.
    Column("fresh", Integer, nullable=False, default=0),
    # Of those that were weighed, pages that said something new.
    Column("blind", Integer, nullable=False, default=0),
    # Links to the shape from pages of it that lead nowhere back.
    Column("extra", Integer, nullable=False, default=0),
    # Opened beyond what the others have earned: for pages that brought nothing, and each week.
    Column("held", Integer, nullable=False, default=0),
    Column("looked_at", Micros, nullable=False),
    # When some of what is held was last opened for no reason but the time.
)
"""Addresses of one mould, and what they brought: where a site makes pages without end, it shows."""

held = Table(
    "held",
    metadata,
    Column("address_key", String(64), primary_key=True),
    Column("address", Text, nullable=False),
    Column("source_id", String(64), nullable=False),
    Column("host_group", String(255), nullable=False),
    Column("shape", String(320), nullable=False),
    # '' where the address itself is the trap: never opened.
    Column("depth", Integer, nullable=False),
    Index("ix_held_shape", "host_group", "shape", "depth", "address_key"),
    Index("ix_held_source", "source_id"),
)
"""Addresses that look like a trap's: known, counted as a gap, not read for now."""

seen_line = Table(
    "seen_line",
    metadata,
    Column("line_key", BigInteger, primary_key=True, autoincrement=False),
)
"""Hashes of lines that pages of a shape have said."""

parameter = Table(
    "parameter",
    metadata,
    Column("host_group", String(255), primary_key=True),
    Column("shape", String(320), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("alike", Integer, nullable=False, default=0),
    # Pairs of pages that differ in its value alone and say the same.
    Column("unlike", Integer, nullable=False, default=0),
)
"""What is learned of addresses' parameters: one that never changes the text is left out."""

variant = Table(
    "variant",
    metadata,
    Column("rest_key", BigInteger, primary_key=True, autoincrement=False),
    # Of an address without the value of one parameter.
    Column("text_digest", LargeBinary(16), nullable=False),
    # Of the first page that was read there.
)

source_state = Table(
    "source_state",
    metadata,
    Column("source_id", String(64), primary_key=True),
    Column("tried_at", Micros, nullable=False),
    Column("last_good_at", Micros),
    Column("misses", Integer, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("first_in", Micros),
    # The scan that tried it first: when that began. None of sources known before this was noted.
)

source_turn = Table(
    "source_turn",
    metadata,
    Column("source_id", String(64), primary_key=True),
    Column("began_at", Micros, nullable=False),
    # When a scan last took the source up.
    Column("open_since", Micros),
    # When the first began of the turns that may have been cut off; None where none was.
    Column("first_whole", Micros),
    # When the first round began that went through all that it wanted.
)

report_period = Table(
    "report_period",
    metadata,
    Column("until", Micros, primary_key=True),
    # One row: of the last report that a schedule wrote.
    Column("since", Micros, nullable=False),
)

candidate = Table(
    "candidate",
    metadata,
    Column("name", String(255), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("found_at", Micros, nullable=False),
    Column("source_id", String(64)),
    Column("led_by", Text),
    Column("proposed_by", String(80), nullable=False),
    Column("proposal", Text, nullable=False),
)
"""Hosts and sources that wait for a person's yes. Found by what sources hold, never by hits."""

query_day = Table(
    "query_day",
    metadata,
    Column("source_id", String(64), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("asked", Integer, nullable=False),
)

picture = Table(
    "picture",
    metadata,
    Column("address_key", String(64), primary_key=True),
    Column("looks", Text, nullable=False),
    # Perceptual hashes, 16 hex digits each.
    Column("seen_at", Micros, nullable=False),
)
"""How pictures look that pages of hot sources show: of all of them, whoever is enrolled."""

scan = Table(
    "scan",
    metadata,
    _id("scan_id", primary_key=True),
    Column("started_at", Micros, nullable=False, index=True),
    Column("ended_at", Micros),
)

clock_witness = Table(
    "clock_witness",
    metadata,
    Column("at", Micros, primary_key=True, autoincrement=False),
)
"""Times that the clock has told of late: one that leaps ahead has none of the hours in between."""

# ---- people and what they said yes to ---------------------------------------------------------

person = Table(
    "person",
    metadata,
    _id("person_id", primary_key=True),
    _tenant(),
    Column("label", String(16), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("reference_sha256", String(64), nullable=False, unique=True),
    # Of the reference that only she holds; it withdraws without a log-in.
    Column("sealed", LargeBinary, nullable=False),
)

consent_event = Table(
    "consent_event",
    metadata,
    _id("event_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("number", Integer, nullable=False),
    Column("at", Micros, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text_version", String(32), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("expires_at", Micros, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("person_id", "number"),
)
"""Rows never change: a trigger refuses UPDATE. Erasure deletes them."""

detail = Table(
    "detail",
    metadata,
    _id("detail_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_detail_person", "person_id"),
)

login_token = Table(
    "login_token",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    _tenant(),
    Column("person_id", String(32)),
    Column("mail_blind", String(64), nullable=False),
    Column("created_at", Micros, nullable=False),
    Column("expires_at", Micros, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_login_token_mail", "mail_blind"),
)
"""Links that were not used yet: using one deletes its row."""

session = Table(
    "session",
    metadata,
    Column("session_sha256", String(64), primary_key=True),
    _tenant(),
    Column("person_id", String(32)),
    Column("mail_blind", String(64), nullable=False),
    Column("created_at", Micros, nullable=False),
    Column("seen_at", Micros, nullable=False),
    Column("factor_at", Micros),
    # When she gave her second factor; before that the session only proves a mailbox.
    Column("sealed", LargeBinary, nullable=False),
)

delay = Table(
    "delay",
    metadata,
    Column("name_blind", String(64), primary_key=True),
    _tenant(),
    Column("failures", Integer, nullable=False),
    Column("failed_at", Micros, nullable=False),
)
"""How often somebody has guessed of late, of any mailbox, whoever is enrolled with it or nobody."""

second_factor = Table(
    "second_factor",
    metadata,
    _id("person_id", ForeignKey("person.person_id"), primary_key=True),
    _tenant(),
    Column("sealed", LargeBinary, nullable=False),
)
"""What her employer does not hold, and nobody can reset."""

contact = Table(
    "contact",
    metadata,
    _id("person_id", ForeignKey("person.person_id"), primary_key=True),
    _tenant(),
    Column("sealed", LargeBinary, nullable=False),
)
"""How to reach her safely: opened by break-glass only, and she sees who did."""

contact_code = Table(
    "contact_code",
    metadata,
    _id("person_id", ForeignKey("person.person_id"), primary_key=True),
    _tenant(),
    Column("sealed", LargeBinary, nullable=False),
)
"""A code that was sent to her private phone or mail and has not come back yet."""

stop_link = Table(
    "stop_link",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("use", String(16), nullable=False, server_default="stop"),
    Index("ix_stop_link_person", "person_id"),
)
"""Links in mails to her that do one thing without a log-in."""

photo = Table(
    "photo",
    metadata,
    _id("photo_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_photo_person", "person_id"),
)
"""Perceptual hashes; the pictures are kept nowhere."""

spelling = Table(
    "spelling",
    metadata,
    Column("code_blind", String(64), primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_spelling_person", "person_id"),
)
"""Names that wait until somebody has seen that they are hers; found by the code she shows."""

tip = Table(
    "tip",
    metadata,
    _id("tip_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_tip_person", "person_id"),
)
"""Links and screenshots that she reported."""

removal_tick = Table(
    "removal_tick",
    metadata,
    _id("tick_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_removal_tick_person", "person_id"),
)
"""People-search sites that she has asked to take her out, and when to look again."""

recheck = Table(
    "recheck",
    metadata,
    _id("recheck_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_recheck_person", "person_id"),
)
"""Her page at a people-search site, which she let be looked up: no address, time or outcome in the
open."""

leaver = Table(
    "leaver",
    metadata,
    _id("person_id", ForeignKey("person.person_id"), primary_key=True),
    _tenant(),
    Column("sealed", LargeBinary, nullable=False),
)
"""A question that waits for her answer: what happens now that her employment ends."""

erasure = Table(
    "erasure",
    metadata,
    _id("erasure_id", primary_key=True),
    _tenant(),
    Column("erased_person_id", String(32), nullable=False, unique=True),
    Column("started_at", Micros, nullable=False),
    Column("step", String(32), nullable=False),
    Column("done_at", Micros),
    Column("sealed", LargeBinary),
    # What her receipt will say, under the tenant's key; gone when the erasure is done.
)
"""Tombstones: a random id and times, replayed after a restore from backup."""

# ---- findings: working material ---------------------------------------------------------------

cluster = Table(
    "cluster",
    metadata,
    _id("cluster_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_cluster_person", "person_id"),
)
"""Which posts about her are one. Each person has her own: one that several shared would lead from
who is still watched to who was."""

finding = Table(
    "finding",
    metadata,
    _id("finding_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    _id("cluster_id", ForeignKey("cluster.cluster_id")),
    Column("case_reference", String(16), nullable=False, unique=True),
    Column("level", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("person_id", "cluster_id"),
    Index("ix_finding_level", "level"),
)

finding_event = Table(
    "finding_event",
    metadata,
    _id("event_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    _id("finding_id", ForeignKey("finding.finding_id")),
    Column("number", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("finding_id", "number"),
)

case_redirect = Table(
    "case_redirect",
    metadata,
    Column("case_reference", String(16), primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    _id("finding_id", ForeignKey("finding.finding_id")),
)
"""References of findings that were merged into another; they stand in mails that were sent."""

judgement = Table(
    "judgement",
    metadata,
    _id("judgement_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    _id("finding_id"),
    # Which may be gone: what was said of it is kept longer.
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("finding_id"),
    Index("ix_judgement_person", "person_id"),
)
"""The last word on each finding, is it her, with what other pages may share with its page."""

acknowledgement = Table(
    "acknowledgement",
    metadata,
    _id("finding_id", ForeignKey("finding.finding_id"), primary_key=True),
    Column("role", String(32), primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_acknowledgement_person", "person_id"),
)
"""Who has taken note of a case, in a role that was told of it."""

second_reading = Table(
    "second_reading",
    metadata,
    _id("finding_id", ForeignKey("finding.finding_id"), primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("state", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_second_reading_person", "person_id"),
)
"""What a second reader said of a case, or that it is being asked: the row is there before the
request leaves, so that nothing is asked again and again after a crash."""

evidence = Table(
    "evidence",
    metadata,
    _id("evidence_id", primary_key=True),
    _tenant(),
    Column("file", String(80), nullable=False, unique=True),
)
"""Kept pages. The key of each is in the key store, and goes when anybody on the page withdraws."""

evidence_subject = Table(
    "evidence_subject",
    metadata,
    _id("subject_id", primary_key=True),
    _tenant(),
    _id("person_id", ForeignKey("person.person_id")),
    Column("page_blind", String(64), nullable=False),
    # Of address and digest, under her key: the same bytes of the same page are kept once.
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_evidence_subject_person", "person_id", "page_blind"),
)
"""What is kept of a page with her on it. Which, only her key tells: in an old backup nothing leads
from somebody erased to a page that shows others too."""

report_file = Table(
    "report_file",
    metadata,
    _id("report_id", primary_key=True),
    _tenant(),
    Column("path", Text, nullable=False),
    Column("made_at", Micros, nullable=False),
)

report_person = Table(
    "report_person",
    metadata,
    _id("report_id", ForeignKey("report_file.report_id"), primary_key=True),
    _id("person_id", ForeignKey("person.person_id"), primary_key=True),
    _tenant(),
)

outbox = Table(
    "outbox",
    metadata,
    _id("mail_id", primary_key=True),
    _tenant(),
    Column("person_id", String(32)),
    Column("kind", String(32), nullable=False),
    Column("idempotency_key", String(160), nullable=False, unique=True),
    Column("message_id", String(200), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("due_at", Micros, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("lease_owner", String(32)),
    Column("lease_until", Micros),
    Column("reason", String(64), nullable=False, default=""),
    Column("sealed", LargeBinary),
    # Erased on delivery.
    Index("ix_outbox_due", "state", "due_at"),
)

# ---- registered cases: what the law forbids to destroy ----------------------------------------

registered_case = Table(
    "registered_case",
    metadata,
    _id("case_id", primary_key=True),
    _tenant(),
    Column("registered_person_id", String(32), nullable=False),
    Column("case_reference", String(16), nullable=False, unique=True),
    Column("registry_number", String(64), nullable=False),
    Column("retention_reference", String(128), nullable=False),
    Column("registered_at", Micros, nullable=False),
    Column("locked_at", Micros),
    Column("sealed", LargeBinary, nullable=False),
)
"""Sealed under the tenant's key, so that it outlives her key; locked when she withdraws."""

registered_access = Table(
    "registered_access",
    metadata,
    _id("case_id", ForeignKey("registered_case.case_id"), primary_key=True),
    _tenant(),
    Column("sealed", LargeBinary, nullable=False),
)
"""Whom of the security team she let see her cases: it holds after she has left."""

# ---- what everybody is told -------------------------------------------------------------------

notice = Table(
    "notice",
    metadata,
    Column("notice_id", String(64), primary_key=True),
    _tenant(),
    Column("at", Micros, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
"""After a breach or a restore, the same for all: it names nobody."""

# ---- staff: the employer's people, no caseworker's data ----------------------------------------

staff = Table(
    "staff",
    metadata,
    _id("staff_id", primary_key=True),
    _tenant(),
    Column("role", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("login_blind", String(64), nullable=False, unique=True),
    Column("created_at", Micros, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

staff_invitation = Table(
    "staff_invitation",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    _tenant(),
    Column("role", String(32), nullable=False),
    Column("invited_by", String(64), nullable=False),
    Column("expires_at", Micros, nullable=False),
)

staff_session = Table(
    "staff_session",
    metadata,
    Column("session_sha256", String(64), primary_key=True),
    _tenant(),
    _id("staff_id", ForeignKey("staff.staff_id")),
    Column("created_at", Micros, nullable=False),
    Column("seen_at", Micros, nullable=False),
    Index("ix_staff_session_staff", "staff_id"),
)

alarm = Table(
    "alarm",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("source_id", String(64), primary_key=True),
)
"""That operators were told of a source and not yet that it is over."""

canary = Table(
    "canary",
    metadata,
    Column("source_id", String(64), primary_key=True),
    Column("looked_at", Micros, nullable=False),
    Column("proved_at", Micros),
)
"""When the invented person of a test page was looked for last, and when found last."""

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _tenant(),
    Column("at", Micros, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("object", String(64), nullable=False),
    # A pseudonym under the person's key: it dies with her while the chain still verifies.
    Column("sealed", LargeBinary, nullable=False),
    # What exactly, and why: sealed under her key, for a reason may name her.
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""Append only: a trigger refuses UPDATE, and DELETE of what is younger than a year."""
