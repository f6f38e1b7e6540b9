"""A mail server on loopback that keeps what it accepts and answers what a test says."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP


class Sink:
    """`answers` are given to the next mails, in order; after them every mail is accepted."""

    def __init__(self, *answers: str) -> None:
        self.mails: list[EmailMessage] = []
        self.answers = list(answers)
        self.on_accepted: Callable[[EmailMessage], None] = lambda _: None
        self.port = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append(mail)
            self.on_accepted(mail)
        return answer


@asynccontextmanager
async def listening(sink: Sink) -> AsyncIterator[Sink]:
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(sink, hostname="post.example"), "127.0.0.1", 0
    )
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()
        await server.wait_closed()
