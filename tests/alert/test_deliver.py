import asyncio
import re
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.alert.deliver import (
    FIRST_RETRY,
    LAST_RETRY,
    LEASE,
    Delivered,
    deliver_due,
    message,
    retry_after,
)
from scanner.config.settings import Config
from scanner.model.personal import Personal
from scanner.render.mails import MailText
from scanner.render.pages import TEMPLATES_FOLDER
from scanner.render.translations import catalogue
from scanner.store import installing, outbox
from scanner.store.database import Store
from scanner.vault import master
from tests.alert.sink import Sink, listening
from tests.conftest import make_config
from tests.findings.cast import DAY_1

MINUTE = timedelta(minutes=1)


def queue(store: Store, *numbers: int, to: str = "hr@provstad.example") -> None:
    def work(tx: outbox.Transaction) -> None:
        for number in numbers:
            outbox.queue_mail(
                tx,
                person_id=None,
                recipient=Personal(to),
                kind="link",
                said=MailText(
                    subject=f"Ärende {number}",
                    text=f"Gör nu å {number}\n",
                    html=f"<p>Gör nu å {number}</p>",
                ),
                idempotency_key=f"k{number}",
                sender="varn@provstad.example",
                due_at=DAY_1,
            )

    store.write(work)


async def deliver(store: Store, config: Config, port: int, *, at: datetime = DAY_1) -> Delivered:
    return await deliver_due(store, replace(config.mail, port=port), lambda: at)


def ids(sink: Sink) -> list[str]:
    return [mail["Message-ID"] for mail in sink.mails]


def subjects(sink: Sink) -> list[str]:
    return [mail["Subject"] for mail in sink.mails]


async def test_due_mails_arrive_as_text_and_html(store: Store, config: Config) -> None:
    queue(store, 1)
    async with listening(Sink()) as sink:
        assert await deliver(store, config, sink.port) == Delivered(sent=1)
        assert await deliver(store, config, sink.port) == Delivered()
    (mail,) = sink.mails
    assert mail["To"] == "hr@provstad.example"
    assert mail["From"] == config.mail.sender
    assert mail["Subject"] == "Ärende 1"
    assert mail["Message-ID"].endswith("@provstad.example>")
    assert mail["Date"].datetime == DAY_1
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert plain.get_content() == "Gör nu å 1\n"
    assert html.get_content().strip() == "<p>Gör nu å 1</p>"


def on_the_wire(subject: str) -> str:
    letter = outbox.Letter(
        recipient=Personal("hr@provstad.example"),
        subject=Personal(subject),
        text=Personal("x"),
        html=Personal("x"),
    )
    mail = outbox.Mail(mail_id="1", message_id="<1@x>", attempts=0, owner="a", letter=letter)
    sent = message(mail, "varn@provstad.example", DAY_1).as_bytes(policy=policy.SMTP)
    assert max(map(len, sent.splitlines())) <= 78
    return str(message_from_bytes(sent, policy=policy.default)["Subject"])


def subjects_of_mails() -> Iterator[str]:
    """The subject of every mail, in both languages; what is put into one stands as it is."""
    for path in sorted((TEMPLATES_FOLDER / "mail").glob("*.txt")):
        for block in re.findall(r"block subject %}(.*?){% endblock", path.read_text("utf-8")):
            for said in re.findall(r'_\("([^"]+)"\)|{% trans .*?%}(.*?){% endtrans', block):
                text = "".join(said)
                yield text
                yield catalogue("sv").gettext(text)


@pytest.mark.parametrize("lab", ["", "LAB "])
def test_no_subject_loses_a_space_on_its_way(lab: str) -> None:
    all_of_them = set(subjects_of_mails())
    assert len(all_of_them) > 20
    for subject in all_of_them:
        assert on_the_wire(lab + subject) == lab + subject


@given(st.lists(st.sampled_from(["att", "se", "när", "själv", "[Värn]", "LAB", "å" * 60])))
def test_no_words_lose_a_space_on_their_way(words: list[str]) -> None:
    assert on_the_wire(" ".join(words)) == " ".join(words)


async def test_a_server_that_is_down_delays_and_loses_nothing(store: Store, config: Config) -> None:
    queue(store, 1, 2)
    async with listening(Sink()) as closed:
        port = closed.port
    assert await deliver(store, config, port) == Delivered(deferred=2)
    async with listening(Sink()) as sink:
        assert await deliver(store, config, sink.port) == Delivered()
        later = DAY_1 + FIRST_RETRY
        assert await deliver(store, config, sink.port, at=later) == Delivered(sent=2)
    assert sorted(subjects(sink)) == ["Ärende 1", "Ärende 2"]


async def test_each_answer_is_settled_as_what_it_is(store: Store, config: Config) -> None:
    queue(store, 1, 2, 3)
    async with listening(Sink("451 later", "550 never", "250 OK")) as sink:
        assert await deliver(store, config, sink.port) == Delivered(sent=1, deferred=1, refused=1)
        troubles = store.read(outbox.troubles)
        assert sorted((t.state, t.reason) for t in troubles) == [
            ("failed", "smtp 550"),
            ("queued", "smtp 451"),
        ]
        assert await deliver(store, config, sink.port, at=DAY_1 + MINUTE) == Delivered(sent=1)
    assert len(ids(sink)) == len(set(ids(sink))) == 2


@pytest.mark.parametrize(
    "to",
    [
        "",
        "a@provstad.example, b@provstad.example",
        "a\nBcc: b@c.example",
        # On each of these the standard library's parser fails with another error.
        "eva@[provstad.example",
        "*@/,-<",
        "*^$@,:",
    ],
)
async def test_what_is_no_mailbox_keeps_nothing_back(store: Store, config: Config, to: str) -> None:
    queue(store, 1, to=to)
    queue(store, 2)
    async with listening(Sink()) as sink:
        assert await deliver(store, config, sink.port) == Delivered(sent=1, refused=1)
    assert subjects(sink) == ["Ärende 2"]


async def test_several_at_once_send_each_mail_once(store: Store, config: Config) -> None:
    queue(store, *range(12))
    async with listening(Sink()) as sink:
        counts = await asyncio.gather(*(deliver(store, config, sink.port) for _ in range(4)))
    assert sum(c.sent for c in counts) == 12
    assert len(ids(sink)) == len(set(ids(sink))) == 12


def test_waiting_doubles_up_to_an_hour() -> None:
    assert [retry_after(n) / FIRST_RETRY for n in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert retry_after(7) == retry_after(10_000) == LAST_RETRY


async def test_a_sending_mail_shows_nothing_personal_in_the_log(
    store: Store, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    queue(store, 1)
    async with listening(Sink("550 hr@provstad.example unknown")) as sink:
        await deliver(store, config, sink.port)
    assert "mail.refused" in caplog.text
    assert "provstad" not in caplog.text


# ---- killed -----------------------------------------------------------------------------------

REPOSITORY = Path(__file__).parents[2]
CHILD = """
import asyncio, sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from scanner.alert.deliver import deliver_due
from scanner.store.database import Store
from scanner.vault import master
from tests.conftest import make_config

folder, port, now = Path(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
config = make_config(folder)
store = Store.open(config, master.load(config.data.master_key_file))
asyncio.run(deliver_due(store, replace(config.mail, port=port), lambda: now))
store.close()
"""


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[tuple[Store, Config]]:
    """An installation whose master key lies in its file: another process can open it."""
    config, key = make_config(tmp_path), master.create()
    master.write(key, config.data.master_key_file)
    store = installing.create(config, key, DAY_1)
    yield store, config
    store.close()


async def test_killed_between_sending_and_settling_it_sends_the_same_mail_again(
    installed: tuple[Store, Config], tmp_path: Path
) -> None:
    store, config = installed
    queue(store, *range(5))
    children: list[Process] = []

    def kill(_: EmailMessage) -> None:
        children[-1].kill()

    async with listening(Sink()) as sink:
        sink.on_accepted = kill
        for round_ in range(3):
            now = DAY_1 + round_ * LEASE
            arguments = (str(tmp_path), str(sink.port), now.isoformat())
            children.append(
                await asyncio.create_subprocess_exec(
                    sys.executable, "-c", CHILD, *arguments, cwd=REPOSITORY
                )
            )
            assert await children[-1].wait() == -signal.SIGKILL
        sink.on_accepted = lambda _: None
        await deliver(store, config, sink.port, at=DAY_1 + 3 * LEASE)
    accepted = ids(sink)
    assert set(subjects(sink)) == {f"Ärende {n}" for n in range(5)}
    assert len(set(accepted)) == 5
    # At most one second sending a kill.
    assert len(accepted) <= 5 + 3
