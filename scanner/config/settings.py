"""Every option of `scan.toml`, each declared once: its section, type, default and meaning.

The docstring under a field is what `docs/configuration.md` and error messages show.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from scanner.config.strict import Between

PACE_FLOOR_SECONDS: Final = 1.0
"""No site is asked more often than this outside a lab."""


Language = Literal["sv", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""What we speak; the first is the default."""

ENGLISH: Final = "en"
"""What messages are written in, and what the commands speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSettings:
    name: str
    """The municipality's name, as shown to caseworkers."""
    tenant: str
    """Random id of this installation, made by `init`."""
    controller: str
    """The board that is responsible for the personal data."""
    data_protection_contact: str
    """How to reach the data protection officer."""
    legal_basis: str
    """The legal basis, verbatim as the lawyer decided it; shown in the consent text."""
    language: Language = "sv"
    """Language of reports and of mails to staff."""
    timezone: str = "Europe/Stockholm"
    """The time zone that times are shown in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSettings:
    folder: Path
    """Where database, keys and evidence are kept. Never inside the repository."""
    master_key_file: Path
    """The master key. Keep it off the data folder's disk and backups."""
    master_key_command: tuple[str, ...] = ()
    """A command with its arguments that prints the key's recovery code, instead of the file."""
    passphrase_command: tuple[str, ...] = ()
    """A command that prints the passphrase of the master key's file; empty: it is asked for."""
    database_url: str = ""
    """A PostgreSQL address (postgresql+psycopg://…); empty: SQLite in the data folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSettings:
    base_url: str
    """The address that caseworkers reach the portal at, as written in mails."""
    mail_domains: tuple[str, ...]
    """Domains whose work e-mail addresses may opt in."""
    host: str = "127.0.0.1"
    """The address to listen on."""
    port: Annotated[int, Between(low=0, high=65535)] = 8080
    """The port to listen on; 0 takes a free one."""
    staff_host: str = "127.0.0.1"
    """The address that the staff's pages listen on; keep it inside."""
    staff_port: Annotated[int, Between(low=0, high=65535)] = 8081
    """The port that the staff's pages listen on; 0 takes a free one."""
    staff_url: str = ""
    """The address of the staff's log-in, as written in mails; empty: where it listens."""
    help_phone: str = ""
    """A number to call in acute danger at work, shown in mails and on her page."""
    exit_url: str = "https://www.smhi.se/"
    """Where the button for leaving in a hurry leads: an everyday page that explains itself."""
    consent_months: Annotated[int, Between(low=1, high=24)] = 12
    """After so many months an opt-in ends unless she renews it."""
    activation_hours: Annotated[int, Between(low=0, high=168)] = 24
    """So long after an opt-in its watch begins: time to say no to one that somebody else made."""
    personnummer_reason: str = ""
    """Why personal identity numbers are watched here, as she reads it; empty: they are not."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses of proxies that bring TLS; their X-Forwarded-For is believed, nobody else's."""

    @property
    def staff_address(self) -> str:
        """Where staff log in."""
        return self.staff_url or f"http://{self.staff_host}:{self.staff_port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SsoSettings:
    """Log-in of staff by OpenID Connect; never of caseworkers."""

    issuer: str = ""
    """The organisation's identity provider, where staff may log in; empty: password and code."""
    client_id: str = ""
    """What the provider calls this installation."""
    client_secret_file: Path | None = None
    """A file with the secret that the provider gave this installation."""
    acr_values: tuple[str, ...] = ()
    """How the provider must have proved who it is (acr), one of these; empty: however it does."""
    max_age_minutes: Annotated[int, Between(low=0, high=720)] = 0
    """So long ago the provider may have asked for a proof; 0: that is left to it."""
    required: bool = False
    """Whether nobody but operators who have one may log in with a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSettings:
    sms_gateway: str = ""
    """Where mails become text messages: "{number}@sms.example"; empty: phones stay unproved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectorySettings:
    command: tuple[str, ...] = ()
    """A command that reads a mailbox and prints its holder; empty: mailboxes must show the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    host: str
    """The SMTP server."""
    sender: str
    """The functional mailbox that mails come from."""
    port: Annotated[int, Between(low=1, high=65535)] = 587
    """The SMTP port."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is protected; none for a loopback server only."""
    user: str = ""
    """The SMTP user; empty: no log-in."""
    password_file: Path | None = None
    """A file with the SMTP password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientSettings:
    security: tuple[str, ...]
    """Functional mailboxes of the security team."""
    hr: tuple[str, ...] = ()
    """Functional mailboxes of HR; empty: the choice is not offered."""
    manager: tuple[str, ...] = ()
    """Functional mailboxes of managers; empty: the choice is not offered."""
    safety_representative: tuple[str, ...] = ()
    """Mailboxes of the safety representative; empty: the choice is not offered."""
    data_protection_officer: tuple[str, ...] = ()
    """Mailboxes that get the end of the audit log once a day, with counts; empty: nobody does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    contact: str
    """An address or page that site owners find in our User-Agent."""
    delay_seconds: Annotated[float, Between(low=0)] = 5.0
    """Shortest time between two requests to one site; 1 or more outside a lab."""
    pages_per_host_and_day: Annotated[int, Between(low=1)] = 200
    """A site's budget for a day."""
    scan_minutes: Annotated[int, Between(low=1)] = 55
    """Longest time that one scan asks for pages and looks at them, but for five minutes to look at
    the last ones; the rest is left to the next one."""
    max_page_bytes: Annotated[int, Between(low=1024)] = 8 * 1024 * 1024
    """Largest page, after decompression."""
    max_ratio: Annotated[int, Between(low=2)] = 100
    """Largest ratio of decompressed to received bytes."""
    max_redirects: Annotated[int, Between(low=0, high=20)] = 5
    """Most redirects that are followed."""
    timeout_seconds: Annotated[float, Between(low=0.1)] = 30.0
    """Longest time for one page, from dialling to its last byte."""
    parse_seconds: Annotated[float, Between(low=0.1)] = 2.0
    """Longest time that reading one page's bytes may take."""
    parse_memory_bytes: Annotated[int, Between(low=64 * 1024 * 1024)] = 1024 * 1024 * 1024
    """Most address space that a parse worker may take."""
    parse_workers: Annotated[int, Between(low=1, high=256)] = 1
    """Worker processes of each kind: that read bytes, cut pages into posts, look for people."""
    archive_folder: Path | None = None
    """A folder with web archives (WARC) that sources of kind archive name files of."""
    browser: Path | None = None
    """The system's Chromium, such as /usr/bin/chromium, for pages that only scripts write; empty:
    they count as not checked."""
    tips_folder: Path | None = None
    """A folder to drop files into that are to be read once (docs/tips.md); empty: `tips` in the
    data folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxySettings:
    """What requests to sites go through; mails, log-in and the second reader do not."""

    address: str = ""
    """The organisation's proxy, as http://proxy.provstad.se:3128 or socks5://…; empty: sites are
    dialled directly."""
    credentials_file: Path | None = None
    """A file with the user and password that it asks for, as user:password."""
    ca_file: Path | None = None
    """Certificates (PEM) of the organisation's own authority, believed beside the system's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchlistSettings:
    folder: Path | None = None
    """The organisation's own watchlists; a file there overrides the shipped one by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    folder: Path = Path("reports")
    """Where reports are written."""
    keep_days: Annotated[int, Between(low=1, high=366)] = 30
    """After so many days a report file is removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    rejected_days: Annotated[int, Between(low=1, high=366)] = 30
    """A finding about somebody else goes so long after it was last seen."""
    resolved_days: Annotated[int, Between(low=1, high=3660)] = 180
    """A finding that is gone goes so long after that."""
    evidence_days: Annotated[int, Between(low=1, high=366)] = 30
    """A kept page goes so long after it was fetched, if no open or registered case names it."""
    audit_days: Annotated[int, Between(low=366, high=3660)] = 730
    """An entry of the audit log goes so long after it was written."""
    refused_mail_days: Annotated[int, Between(low=8, high=366)] = 30
    """A mail that a server refuses goes so long after it was due; runs try it again for 7."""
    tip_days: Annotated[int, Between(low=1, high=366)] = 30
    """What a person reported goes so long after an officer was done with it."""
    removal_tick_days: Annotated[int, Between(low=90, high=3660)] = 365
    """A tick on the checklist of people-search sites goes so long after it was set, a page that she
    let be looked up there so long after she allowed it."""
    judgement_days: Annotated[int, Between(low=30, high=3660)] = 730
    """What was said of a finding counts for other pages so long after it was said."""
    notice_days: Annotated[int, Between(low=30, high=3660)] = 365
    """What everybody was told after a breach goes from their pages so long after that."""
    leaver_days: Annotated[int, Between(low=30, high=366)] = 90
    """What a leaver was asked goes, unanswered, so long after that; then she may be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSettings:
    erased_list: Path | None = None
    """A file on another disk that notes the random ids of who was erased: no restore of older
    keys then brings anybody back."""
    passphrase_file: Path | None = None
    """A file with the passphrase of key backups; without one it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    scan_minutes: Annotated[int, Between(low=1)] = 60
    """`serve` goes on so often with what a source's last visit left over; each source's own cadence
    says when it is due."""
    report_minutes: Annotated[int, Between(low=1)] = 60
    """`serve` writes a report so often, if anything was read meanwhile."""
    metrics_host: str = "127.0.0.1"
    """Where `serve` answers /metrics (Prometheus) and /health; a loopback address."""
    metrics_port: Annotated[int, Between(low=0, high=65535)] = 0
    """The port of these, such as 9464; 0: they are not served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReaderSettings:
    """A language model of the organisation's own that reads confirmed posts too, as advice."""

    url: str = ""
    """Its chat-completions address, OpenAI-compatible; posts go there without names and details.
    Empty: nobody is asked."""
    model: str = ""
    """What the endpoint calls the model."""
    key_file: Path | None = None
    """A file with the key that the endpoint asks for."""
    timeout_seconds: Annotated[float, Between(low=0.1, high=60)] = 20.0
    """Longest time for one answer; no scan waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabSettings:
    """For tests, demo and benchmarks only; marks the data folder as a lab for good."""

    hosts: dict[str, str] = field(default_factory=dict)
    """Host names and where they are: "forum.example" = "127.0.0.1:40123"."""
    networks: tuple[str, ...] = ()
    """Address blocks that may be dialled although they are not public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    organisation: OrganisationSettings
    data: DataSettings
    portal: PortalSettings
    mail: MailSettings
    recipients: RecipientSettings
    crawl: CrawlSettings
    proxy: ProxySettings = ProxySettings()
    sso: SsoSettings = SsoSettings()
    contact: ContactSettings = ContactSettings()
    directory: DirectorySettings = DirectorySettings()
    watchlists: WatchlistSettings = WatchlistSettings()
    reports: ReportSettings = ReportSettings()
    retention: RetentionSettings = RetentionSettings()
    backup: BackupSettings = BackupSettings()
    service: ServiceSettings = ServiceSettings()
    second_reader: SecondReaderSettings = SecondReaderSettings()
    lab: LabSettings | None = None
    """Present only in a lab."""
