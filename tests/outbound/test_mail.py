"""A mail is sent, deferred or refused, as a real server says; never lost, never raised."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from scanner.config.settings import MailSettings
from scanner.errors import UsageError
from scanner.outbound import mail
from scanner.outbound.mail import Deferred, Refused, Sent

TEXT = "Hej!\nEtt ärende väntar på dig.\n.\nEn rad som börjar med punkt ovan."


@dataclass
class Inbox:
    """What an SMTP server did, and what it shall answer."""

    rcpt_answer: str = "250 OK"
    data_answer: str = "250 OK"
    received: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.rcpt_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.received.append(envelope)
        return self.data_answer


@asynccontextmanager
async def listening(factory: Callable[[], Any]) -> AsyncIterator[int]:
    server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def smtp(inbox: Inbox, **options: Any) -> AsyncIterator[MailSettings]:
    async with listening(lambda: SMTP(inbox, hostname="mail.test", **options)) as port:
        yield settings(port)


def settings(port: int, **changes: Any) -> MailSettings:
    values = {"host": "127.0.0.1", "sender": "Värn <varn@provstad.example>", "security": "none"}
    return MailSettings(port=port, **(values | changes))


def a_mail(to: str = "sakerhet@provstad.example") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Värn <varn@provstad.example>"
    message["To"] = to
    message["Subject"] = "Ärende V-K7Q2M9"
    message["Message-ID"] = "<1@provstad.example>"
    message.set_content(TEXT)
    message.add_alternative("<p>Ett ärende väntar på dig.</p>", subtype="html")
    return message


async def test_a_mail_arrives_whole() -> None:
    inbox = Inbox()
    async with smtp(inbox) as to:
        assert await mail.send(to, a_mail()) == Sent()
    (envelope,) = inbox.received
    assert envelope.mail_from == "varn@provstad.example"
    assert envelope.rcpt_tos == ["sakerhet@provstad.example"]
    assert isinstance(envelope.content, bytes)
    assert envelope.content.isascii()
    assert b"Message-ID: <1@provstad.example>" in envelope.content


@pytest.mark.parametrize(
    ("rcpt", "data", "outcome"),
    [
        ("250 OK", "451 4.3.0 later", Deferred("smtp 451")),
        ("450 4.2.1 greylisted", "250 OK", Deferred("smtp 450")),
        ("250 OK", "554 5.7.1 no", Refused("smtp 554")),
        ("550 5.1.1 who?", "250 OK", Refused("smtp 550")),
    ],
)
async def test_the_servers_code_decides(rcpt: str, data: str, outcome: object) -> None:
    async with smtp(Inbox(rcpt_answer=rcpt, data_answer=data)) as to:
        assert await mail.send(to, a_mail()) == outcome


async def test_a_server_that_is_down_defers() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        outcome = await mail.send(settings(unused.getsockname()[1]), a_mail())
    assert isinstance(outcome, Deferred)


def scripted(*lines: bytes) -> Callable[[], asyncio.StreamReaderProtocol]:
    """A server that answers line by line, and after its last line cuts the connection."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for line in lines:
            writer.write(line)
            await writer.drain()
            if line.startswith(b"354"):
                await reader.readuntil(b"\r\n.\r\n")
            else:
                await reader.readline()
        writer.close()

    def protocol() -> asyncio.StreamReaderProtocol:
        reader = asyncio.StreamReader()
        tell: Callable[..., Awaitable[None]] = talk
        return asyncio.StreamReaderProtocol(reader, tell)  # type: ignore[arg-type]

    return protocol


async def test_a_connection_cut_after_data_defers_because_nobody_knows() -> None:
    lines = (b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n")
    async with listening(scripted(*lines)) as port:
        assert isinstance(await mail.send(settings(port), a_mail()), Deferred)


async def test_a_connection_cut_after_acceptance_is_sent() -> None:
    lines = (
        b"220 hi\r\n",
        b"250 hi\r\n",
        b"250 ok\r\n",
        b"250 ok\r\n",
        b"354 go\r\n",
        b"250 ok\r\n",
    )
    async with listening(scripted(*lines)) as port:
        assert await mail.send(settings(port), a_mail()) == Sent()


async def test_a_server_without_starttls_gets_no_mail_in_clear() -> None:
    inbox = Inbox()
    async with smtp(inbox) as to:
        strict = settings(to.port, security="starttls")
        assert isinstance(await mail.send(strict, a_mail()), Deferred)
    assert inbox.received == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_a_wrong_password_defers(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("right\n")

    def check(
        server: SMTP, session: Session, envelope: Envelope, how: str, given: Any
    ) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password == b"right"
        return AuthResult(success=right, handled=False)

    inbox = Inbox()
    options = {"authenticator": check, "auth_require_tls": False, "auth_required": True}
    async with smtp(inbox, **options) as to:
        with_log_in = settings(to.port, user="varn", password_file=secret)
        assert await mail.send(with_log_in, a_mail()) == Sent()
        secret.write_text("wrong")
        assert await mail.send(with_log_in, a_mail()) == Deferred("smtp 535")
    assert len(inbox.received) == 1


@pytest.mark.parametrize("to", ["åsa@provstad.example", "a@provstad.example, b@provstad.example"])
async def test_what_is_not_one_address_is_refused(to: str) -> None:
    async with smtp(Inbox()) as server:
        assert await mail.send(server, a_mail(to)) == Refused("not an address")


@pytest.mark.parametrize("host", ["mail.provstad.example", "192.0.2.7"])
async def test_no_mail_crosses_the_network_in_clear(host: str) -> None:
    with pytest.raises(AssertionError, match="in clear"):
        await mail.send(settings(25, host=host), a_mail())


async def test_a_password_that_cannot_be_read_is_said() -> None:
    with pytest.raises(UsageError, match="there-is-none"):
        await mail.send(settings(25, password_file=Path("there-is-none")), a_mail())
