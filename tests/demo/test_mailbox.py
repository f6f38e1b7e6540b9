import sys
from email.message import EmailMessage

import aiosmtplib
import pytest

from scanner.demo.mailbox import Mailbox
from scanner.errors import UsageError


def mail(recipient: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "varn@provstad.example"
    message["To"] = recipient
    message["Subject"] = "Ärende"
    message.set_content(text)
    return message


async def test_keeps_what_came_for_each_mailbox_in_order() -> None:
    async with Mailbox() as mailbox:
        for recipient, text in (
            ("hr@a.example", "ett"),
            ("it@a.example", "två"),
            ("hr@a.example", "tre"),
        ):
            await aiosmtplib.send(
                mail(recipient, text), hostname="127.0.0.1", port=mailbox.port, start_tls=False
            )
        assert [one.get_content().strip() for one in mailbox.to("hr@a.example")] == ["ett", "tre"]
        assert [one["Subject"] for one in mailbox.mails] == ["Ärende"] * 3


async def test_listens_no_longer_when_it_is_over() -> None:
    async with Mailbox() as mailbox:
        port = mailbox.port
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await aiosmtplib.SMTP(hostname="127.0.0.1", port=port, timeout=5).connect()


def test_says_what_to_install_where_its_server_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiosmtpd.smtp", None)
    with pytest.raises(UsageError, match="make demo"):
        Mailbox()
