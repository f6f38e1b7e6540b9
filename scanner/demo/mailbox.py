"""A mail server on loopback that delivers nothing: it keeps what it was given, to be looked at."""

import asyncio
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import import_module
from typing import Any, Final, Self

from scanner.errors import UsageError

MISSING: Final = (
    "The demo needs the package aiosmtpd to receive its mails. Run `make demo`, which installs "
    "it, or install Värn with its extra: pip install 'varn[demo]'."
)


class Mailbox:
    """`async with Mailbox() as mailbox:` listens on a free port of loopback and ends after.

    Raises `UsageError` where aiosmtpd is not installed.
    """

    def __init__(self) -> None:
        self._protocol = _protocol()
        self.port = 0
        self._mails: list[EmailMessage] = []
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(
            lambda: self._protocol(self, hostname="post.example"), "127.0.0.1", 0
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def mails(self) -> tuple[EmailMessage, ...]:
        """Everything that came, in order."""
        return tuple(self._mails)

    def to(self, recipient: str) -> tuple[EmailMessage, ...]:
        """What came for one mailbox, in order."""
        return tuple(mail for mail in self._mails if recipient in mail["To"])

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take one mail. aiosmtpd calls it by this name."""
        self._mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def _protocol() -> Callable[..., asyncio.Protocol]:
    # The package belongs to an extra: without it every other command must start all the same.
    try:
        protocol: Callable[..., asyncio.Protocol] = import_module("aiosmtpd.smtp").SMTP
    except ModuleNotFoundError as error:
        raise UsageError(MISSING) from error
    return protocol
