"""One request to the provider: by TLS that somebody vouches for, past nobody else."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scanner.sso import wire
from scanner.sso.refusal import RefusedError, Why

ANSWER = {"issuer": "http://id.provstad.example"}


@asynccontextmanager
async def answering(tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response(ANSWER)

    app = web.Application()
    app.router.add_route("*", "/", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        scheme = "https" if tls else "http"
        yield f"{scheme}://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


def vouched_for_by_itself(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "id.provstad.example")])
    today = datetime.now(UTC)
    place = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(place, critical=False)
        .sign(key, hashes.SHA256())
    )
    both = folder / "both.pem"
    both.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


async def test_what_it_answers_is_read() -> None:
    async with answering() as address:
        assert await wire.get(address) == ANSWER
        assert await wire.post(address, {"code": "x"}, "Basic eDp5") == ANSWER


async def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    async with answering(vouched_for_by_itself(tmp_path)) as address:
        with pytest.raises(RefusedError) as refused:
            await wire.get(address)
    assert refused.value.why is Why.UNREACHABLE


async def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    async with answering() as address:
        assert await wire.get(address) == ANSWER


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://none.invalid/", "http://[/"])
async def test_where_nobody_answers_it_says_so(address: str) -> None:
    with pytest.raises(RefusedError) as refused:
        await wire.get(address)
    assert refused.value.why is Why.UNREACHABLE
