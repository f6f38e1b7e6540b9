"""Hands one mail to the organisation's SMTP server and says what became of it."""

import asyncio
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from typing import Final

import aiosmtplib

from scanner.config.settings import MailSettings
from scanner.errors import UsageError
from scanner.outbound.addresses import literal

# Seven bits: a server need not take more.
_ON_THE_WIRE: Final = policy.SMTP.clone(cte_type="7bit")

STEP_SECONDS: Final = 30.0
WHOLE_SECONDS: Final = 120.0


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took the mail over."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not accepted, or nobody knows: try again with the same Message-ID."""

    reason: str
    """An SMTP code or the type of the error; never an address."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will never take this mail."""

    reason: str


async def send(settings: MailSettings, message: EmailMessage) -> Sent | Deferred | Refused:
    """Send to the one address in `To`. Does not raise for whatever server or network does.

    Raises `UsageError` where the password cannot be read.
    """
    client = _client(settings)
    sender, recipient = parseaddr(settings.sender)[1], _recipient(message)
    if recipient is None:
        return Refused("not an address")
    is_accepted = False
    try:
        async with asyncio.timeout(WHOLE_SECONDS), client:
            await client.sendmail(sender, recipient, message.as_bytes(policy=_ON_THE_WIRE))
            is_accepted = True
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        # Whatever happens while saying goodbye, the server has the mail.
        return Sent() if is_accepted else _outcome(error)
    return Sent()


async def trouble(settings: MailSettings) -> str | None:
    """Why the server does not let us in; None where it does. Sends nothing.

    Raises `UsageError` as `send` does.
    """
    client = _client(settings)
    try:
        async with asyncio.timeout(WHOLE_SECONDS), client:
            return None
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return _outcome(error).reason


def _client(settings: MailSettings) -> aiosmtplib.SMTP:
    # `config.load` refuses it with a sentence.
    is_safe = settings.security != "none" or _is_this_machine(settings.host)
    assert is_safe, "no mail leaves the machine in clear"
    return aiosmtplib.SMTP(
        hostname=settings.host,
        port=settings.port,
        username=settings.user or None,
        password=_password(settings),
        # The machine's own name is nobody's business.
        local_hostname=parseaddr(settings.sender)[1].rpartition("@")[2] or "localhost",
        timeout=STEP_SECONDS,
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",
    )


def _is_this_machine(host: str) -> bool:
    ip = literal(host)
    return host.lower() == "localhost" if ip is None else ip.is_loopback


def _password(settings: MailSettings) -> str | None:
    if settings.password_file is None:
        return None
    try:
        return settings.password_file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"The SMTP password in {settings.password_file} cannot be read. Check the setting "
            "mail.password_file and the file's permissions."
        ) from None


def _recipient(message: EmailMessage) -> str | None:
    """The address in `To`; None for several: half of a mail could be accepted, and nobody could
    say sent or not."""
    addresses = [address for _, address in getaddresses(message.get_all("To", ()))]
    return addresses[0] if len(addresses) == 1 else None


def _outcome(error: Exception) -> Deferred | Refused:
    code = _code(error)
    if isinstance(error, ValueError):
        return Refused("not an address")
    # A wrong password is the operator's to mend, not a reason to lose the mail.
    if code is not None and code >= 500 and not isinstance(error, _ABOUT_US):
        return Refused(f"smtp {code}")
    return Deferred(type(error).__name__ if code is None else f"smtp {code}")


_ABOUT_US: Final = (
    aiosmtplib.SMTPAuthenticationError,
    aiosmtplib.SMTPHeloError,
    aiosmtplib.SMTPConnectResponseError,
)


def _code(error: Exception) -> int | None:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0].code
    return error.code if isinstance(error, aiosmtplib.SMTPResponseException) else None
