"""What runs until it is told to stop: it starts, works, and ends well."""

import re
import signal
import socket
import subprocess
import urllib.request
from contextlib import closing

import pytest

from tests.alert.sink import Sink
from tests.cli.program import ended, started
from tests.cli.test_run import until
from tests.cli.world import World


def said(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """The line of its standard error that holds `pattern`."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found
    raise AssertionError("it ended before it said so")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_portal_serves_until_it_is_told_to_stop(world: World, number: signal.Signals) -> None:
    with started("--config", world.scan_toml, "portal") as process:
        port = said(process, r"listens on 127.0.0.1 port (\d+)")[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert "Värn" in page.read().decode()
        process.send_signal(number)
        stopped = ended(process)
    assert (stopped.code, stopped.out) == (0, "")
    assert "Traceback" not in stopped.err


def test_the_service_scans_and_mails_until_it_is_told_to_stop(world: World, mailbox: Sink) -> None:
    before = len(mailbox.mails)
    with started("--config", world.scan_toml, "serve") as process:
        said(process, "A report every 60 minutes")
        line = said(process, r"A report was written.*").string
        until(lambda: len(mailbox.mails) > before)
        process.send_signal(signal.SIGTERM)
        stopped = ended(process)
    assert (stopped.code, stopped.out) == (0, "")
    assert "Traceback" not in stopped.err
    assert re.fullmatch(
        r"2026-\d\d-\d\d \d\d:\d\d CET A report was written\. "
        r"Pages checked: 1, not checked: 0\.\n",
        line,
    )
    assert world.varn("findings", "list").out.endswith("1 case.\n")


def test_the_service_answers_monitoring_where_it_is_told_to(world: World) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    world.edit("# metrics_port = 0", f"metrics_port = {port}")
    with started("--config", world.scan_toml, "serve") as process:
        said(process, f"/metrics and /health are on 127.0.0.1 port {port}")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as health:
            assert health.read() == b"ok\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as metrics:
            assert b"varn_database_up 1.0" in metrics.read()
        process.send_signal(signal.SIGTERM)
        assert ended(process).code == 0


def test_the_staffs_pages_have_a_listener_of_their_own(world: World) -> None:
    with started("--config", world.scan_toml, "portal") as process:
        port = said(process, r"the staff's pages on 127.0.0.1 port (\d+)")[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert 'action="/log-in"' in page.read().decode()
        process.send_signal(signal.SIGTERM)
        assert ended(process).code == 0
