"""One request to the operator's own endpoint, and to nobody else."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from scanner.config.settings import LabSettings, SecondReaderSettings
from scanner.errors import UsageError
from scanner.model.second_reading import ReadingState
from scanner.outbound.dial import ForbiddenError
from scanner.outbound.second_reader import MOST_BYTES, OneEndpoint, ask

BODY = json.dumps({"model": "m"}).encode()
PATH = "/v1/chat/completions"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def endpoint(answer: Answer) -> AsyncIterator[tuple[SecondReaderSettings, list[web.Request]]]:
    asked: list[web.Request] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        assert await request.read() == BODY
        return await answer(request)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        yield SecondReaderSettings(url=address, model="m", timeout_seconds=5.0), asked
    finally:
        await runner.cleanup()


async def fine(_: web.Request) -> web.Response:
    return web.Response(body=b"{}", headers={"Set-Cookie": "who=amina"})


async def test_one_request_with_the_key_and_nothing_that_is_not_needed(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("s3cret\n", encoding="utf-8")
    async with endpoint(fine) as (settings, asked):
        for _ in range(2):
            assert await ask(replace(settings, key_file=key), None, BODY) == b"{}"
        assert await ask(settings, None, BODY) == b"{}"
    first, second, third = asked
    assert (first.method, first.path) == ("POST", PATH)
    assert first.headers["Authorization"] == "Bearer s3cret"
    assert set(first.headers) == {
        "Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Authorization",
        "Content-Length", "Connection",
    }  # fmt: skip
    assert "Cookie" not in second.headers
    assert "Authorization" not in third.headers


async def test_no_redirect_is_followed() -> None:
    async def elsewhere(_: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect("/elsewhere")

    async with endpoint(elsewhere) as (settings, asked):
        assert await ask(settings, None, BODY) is ReadingState.REFUSED
    assert [request.path for request in asked] == [PATH]


@pytest.mark.parametrize("status", [204, 400, 401, 404, 429, 500])
async def test_whatever_is_no_answer_is_refused(status: int) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=status)

    async with endpoint(refuse) as (settings, _):
        assert await ask(settings, None, BODY) is ReadingState.REFUSED


async def test_who_is_slow_is_left() -> None:
    async def sleep(_: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    async with endpoint(sleep) as (settings, _):
        assert await ask(replace(settings, timeout_seconds=0.2), None, BODY) is ReadingState.SLOW


async def test_who_says_too_much_is_left() -> None:
    async def flood(_: web.Request) -> web.Response:
        return web.Response(body=b" " * (MOST_BYTES + 1))

    async with endpoint(flood) as (settings, _):
        assert await ask(settings, None, BODY) is ReadingState.TOO_LONG


async def test_who_is_not_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = SecondReaderSettings(url=f"http://127.0.0.1:{port}{PATH}", model="m")
    assert await ask(settings, None, BODY) is ReadingState.UNREACHABLE


async def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    async with endpoint(fine) as (settings, _):
        assert await ask(settings, None, BODY) == b"{}"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", "s\u00e4kert".encode(), b"a\nb"])
async def test_a_key_that_cannot_be_read_is_said_before_anything_leaves(
    tmp_path: Path, content: bytes | None
) -> None:
    key = tmp_path / "key"
    if content is not None:
        key.write_bytes(content)
    async with endpoint(fine) as (settings, asked):
        with pytest.raises(UsageError, match=r"second_reader\.key_file"):
            await ask(replace(settings, key_file=key), None, BODY)
    assert asked == []


async def opened(guard: OneEndpoint, ip: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    guard.open_socket((family, 1, 6, "", (ip, port))).close()


@pytest.mark.parametrize(
    ("url", "ip", "port"),
    [
        ("http://127.0.0.1:8000/v1", "127.0.0.1", 8000),
        ("https://10.1.2.3/v1", "10.1.2.3", 443),
        ("https://[fd00::7]:8443/v1", "fd00::7", 8443),
        ("https://193.10.0.1/v1", "193.10.0.1", 443),
    ],
)
async def test_inside_or_outside_exactly_the_named_place_is_dialled(
    url: str, ip: str, port: int
) -> None:
    guard = OneEndpoint(url, is_lab=False)
    await opened(guard, ip, port)
    for other_ip, other_port in ((ip, port + 1), ("10.9.9.9", port), ("193.10.0.9", port)):
        with pytest.raises(ForbiddenError):
            await opened(guard, other_ip, other_port)
    with pytest.raises(ForbiddenError):
        await guard.resolve("localhost", port)
    await guard.close()


@pytest.mark.parametrize("url", ["https://169.254.169.254/v1", "https://0.0.0.0/v1"])
async def test_a_clouds_metadata_is_no_reader(url: str) -> None:
    guard = OneEndpoint(url, is_lab=False)
    with pytest.raises(ForbiddenError):
        await opened(guard, url.split("/")[2], 443)
    await guard.close()


async def test_a_name_is_dialled_only_where_it_leads_and_a_lab_stays_on_the_machine() -> None:
    guard = OneEndpoint("http://localhost:8000/v1", is_lab=True)
    with pytest.raises(ForbiddenError):
        await opened(guard, "127.0.0.1", 8000)
    (found, *_) = await guard.resolve("localhost", 8000)
    await opened(guard, found["host"], 8000)
    await guard.close()
    away = OneEndpoint("https://10.1.2.3/v1", is_lab=True)
    with pytest.raises(ForbiddenError):
        await opened(away, "10.1.2.3", 443)
    await away.close()
    async with endpoint(fine) as (settings, _):
        assert await ask(settings, LabSettings(), BODY) == b"{}"
