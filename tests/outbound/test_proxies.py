"""Through a proxy: whose name is looked up where, who is to blame, and whom TLS is believed."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from scanner.config.settings import CrawlSettings, ProxySettings
from scanner.errors import UsageError
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Door, Redirect, Request
from scanner.outbound.proxies import REST, proxies
from tests.lab import Lab, lab, raw_server
from tests.pipeline.stage import source
from tests.proxies import PASSWORD, USER, Proxy, http_proxy, socks_proxy

FORUM = SourceId("forum")
HTML = b"<!doctype html><title>Provstad</title><p>Hej"
AT = "http://forum.example/t/1?a=%C3%A5"
KINDS = {"http": http_proxy, "socks5": socks_proxy}


class Clock:
    now = datetime(2026, 11, 21, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sites() -> AsyncIterator[Lab]:
    async with lab() as running:
        running.page("forum.example/t/1?a=%C3%A5", HTML)
        yield running


@pytest.fixture(params=KINDS)
async def proxy(request: pytest.FixtureRequest, sites: Lab) -> AsyncIterator[tuple[str, Proxy]]:
    async with KINDS[request.param](Proxy({"forum.example:80": sites.port})) as running:
        yield f"{request.param}://127.0.0.1:{running.port}", running


@pytest.fixture
def credentials(tmp_path: Path) -> Path:
    path = tmp_path / "proxy.credentials"
    path.write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    return path


@asynccontextmanager
async def door(
    sites: Lab, settings: ProxySettings, clock: Clock, *hosts: str
) -> AsyncIterator[Door]:
    crawl = CrawlSettings(contact="https://provstad.example/varn", timeout_seconds=2.0)
    through = proxies(settings, ())
    async with Door(crawl, sites.settings(*hosts), now=clock, proxies=through) as opened:
        yield opened


async def fetch(door: Door, address: str = AT, source_id: SourceId = FORUM) -> Page | Missed:
    came = await door.fetch(Request(source_id=source_id, address=Address(address)))
    assert not isinstance(came, Redirect)
    return came


def write(path: Path, held: bytes) -> None:
    path.write_bytes(held)


def count_sessions(monkeypatch: pytest.MonkeyPatch) -> list[aiohttp.ClientSession]:
    """Those that are opened from now on."""
    begun: list[aiohttp.ClientSession] = []
    begin = aiohttp.ClientSession.__aenter__

    async def counted(session: aiohttp.ClientSession) -> aiohttp.ClientSession:
        begun.append(session)
        return await begin(session)

    monkeypatch.setattr(aiohttp.ClientSession, "__aenter__", counted)
    return begun


def reason(outcome: Page | Missed) -> MissReason:
    assert isinstance(outcome, Missed)
    return outcome.reason


# ---- what comes through


async def test_a_page_comes_through_and_the_proxy_looks_the_name_up(
    sites: Lab, proxy: tuple[str, Proxy], clock: Clock
) -> None:
    where, running = proxy
    async with door(sites, ProxySettings(address=where), clock) as opened:
        page = await fetch(opened)
        assert isinstance(page, Page)
        assert page.body == HTML
    assert running.asked == ["forum.example:80"]
    ((path, headers),) = sites.asked
    assert path == AT.removeprefix("http://")
    assert set(headers) - {"proxy-connection"} == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
    }


async def test_credentials_go_to_the_proxy_and_into_no_log(
    sites: Lab, proxy: tuple[str, Proxy], credentials: Path, clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(0)
    where, running = proxy
    running.wants_credentials = True
    settings = ProxySettings(address=where, credentials_file=credentials)
    async with door(sites, settings, clock) as opened:
        assert isinstance(await fetch(opened), Page)
    ours = "".join(one.getMessage() for one in caplog.records if "aiohttp" not in one.name)
    assert PASSWORD not in ours
    assert PASSWORD not in repr(proxies(settings, ()))


async def test_a_session_is_opened_for_readable_credentials_alone(
    sites: Lab, proxy: tuple[str, Proxy], credentials: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """One for each page that is due would stay open until the scan ends."""
    where, _ = proxy
    settings = ProxySettings(address=where, credentials_file=credentials)
    async with door(sites, settings, clock) as opened:
        begun = count_sessions(monkeypatch)
        write(credentials, b"")
        for _ in range(3):
            assert reason(await fetch(opened)) is MissReason.PROXY
        assert begun == []
        write(credentials, f"{USER}:{PASSWORD}".encode())
        assert isinstance(await fetch(opened), Page)
        assert len(begun) == 1


async def test_a_source_may_have_a_proxy_of_its_own_or_go_past_the_usual(
    sites: Lab, proxy: tuple[str, Proxy], clock: Clock
) -> None:
    where, running = proxy
    own = source(AT, source_id="own", proxy=where)
    past = source(AT, source_id="past", proxy="direct")
    usual = ProxySettings(address="http://127.0.0.1:1")
    crawl = CrawlSettings(contact="https://provstad.example/varn")
    through = proxies(usual, (own, past))
    async with Door(crawl, sites.settings(), now=clock, proxies=through) as opened:
        assert isinstance(await fetch(opened, source_id=own.source_id), Page)
        assert running.asked == ["forum.example:80"]
        assert isinstance(await fetch(opened, source_id=past.source_id), Page)
        assert running.asked == ["forum.example:80"]
        assert reason(await fetch(opened)) is MissReason.PROXY


# ---- what does not


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://169.254.169.254/", "http://[::1]/", "http://2130706433/"],
)
async def test_inside_addresses_are_refused_before_the_proxy_hears_of_them(
    sites: Lab, proxy: tuple[str, Proxy], clock: Clock, address: str
) -> None:
    where, running = proxy
    async with door(sites, ProxySettings(address=where), clock) as opened:
        assert reason(await fetch(opened, address)) is MissReason.ADDRESS
    assert running.asked == []


async def test_a_site_that_the_proxy_cannot_reach_is_to_blame_itself(
    sites: Lab, proxy: tuple[str, Proxy], clock: Clock
) -> None:
    where, running = proxy
    running.hosts.clear()
    async with door(sites, ProxySettings(address=where), clock) as opened:
        # A proxy for plain HTTP answers in the site's place.
        usual = MissReason.HTTP_ERROR if where.startswith("http:") else MissReason.CONNECT
        assert reason(await fetch(opened)) is usual
        running.hosts["forum.example:80"] = sites.port
        assert isinstance(await fetch(opened), Page)


async def test_a_proxy_that_is_not_there_rests_and_is_tried_again(
    sites: Lab, proxy: tuple[str, Proxy], clock: Clock
) -> None:
    where, _ = proxy
    gone = where.rpartition(":")[0] + ":1"
    async with door(sites, ProxySettings(address=gone), clock) as opened:
        first, second = await fetch(opened), await fetch(opened)
        assert reason(first) is reason(second) is MissReason.PROXY
        assert isinstance(second, Missed)
        assert second.note == "it failed a moment ago"
        clock.now += REST + timedelta(seconds=1)
        third = await fetch(opened)
        assert isinstance(third, Missed)
        assert third.note != "it failed a moment ago"
    assert sites.asked == []


@pytest.mark.parametrize("has_wrong", [True, False])
async def test_a_proxy_that_does_not_know_us(
    sites: Lab, proxy: tuple[str, Proxy], credentials: Path, clock: Clock, has_wrong: bool
) -> None:
    where, running = proxy
    running.wants_credentials = True
    write(credentials, f"{USER}:fel".encode())
    settings = ProxySettings(address=where, credentials_file=credentials if has_wrong else None)
    async with door(sites, settings, clock) as opened:
        assert reason(await fetch(opened)) is MissReason.PROXY
    assert sites.asked == []


@pytest.mark.parametrize(
    "held", [b"", b"varn", b":x", b"\xff\xfe", b"varn:a\nb", "varn:å".encode()]
)
async def test_credentials_that_cannot_be_read_are_a_gap(
    sites: Lab, proxy: tuple[str, Proxy], credentials: Path, clock: Clock, held: bytes
) -> None:
    where, running = proxy
    write(credentials, held)
    settings = ProxySettings(address=where, credentials_file=credentials)
    async with door(sites, settings, clock) as opened:
        assert reason(await fetch(opened)) is MissReason.PROXY
    assert running.asked == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", [b"", b"\0" * 64, b"HTTP/1.1 200 OK\r\n\r\n", b"\x05\x00"])
async def test_a_proxy_that_is_none_brings_nothing_down(
    sites: Lab, clock: Clock, kind: str, answer: bytes
) -> None:
    async with raw_server(answer, then_wait=5) as port:
        settings = ProxySettings(address=f"{kind}://127.0.0.1:{port}")
        async with door(sites, settings, clock) as opened:
            assert isinstance(await fetch(opened), Missed)


WITHOUT_END = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-A: aaaaaaaa\r\n"),
    "one header": (b"HTTP/1.1 200 OK\r\nX: ", b"a" * 65536),
    "interim answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "challenge": (b"HTTP/1.1 407 No\r\nProxy-Authenticate: ", b"Basic realm=" + b"a" * 65536),
    "body": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>" * 20_000),
    "methods": (b"\x05", b"\x00"),
    "name": (b"\x05\x00\x05\x00\x00\x03\xff", b"a" * 65536),
    "kind": (b"\x05\x00\x05\x00\x00\x09", b"\xff" * 1000),
}
"""How a proxy may begin, and go on for ever."""


@pytest.mark.parametrize("at", [AT, AT.replace("http", "https")], ids=["http", "https"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("begins", WITHOUT_END)
async def test_a_proxy_that_never_ends_is_given_up(
    sites: Lab, clock: Clock, kind: str, begins: str, at: str
) -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, more = WITHOUT_END[begins]
        with suppress(ConnectionError):
            writer.write(first)
            while True:
                writer.write(more)
                await writer.drain()
                await asyncio.sleep(0)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        settings = ProxySettings(address=f"{kind}://127.0.0.1:{port}")
        async with door(sites, settings, clock) as opened, asyncio.timeout(30):
            assert isinstance(await fetch(opened, at), Missed)
    assert sites.asked == []


async def test_a_site_cannot_make_the_proxy_rest(sites: Lab, clock: Clock) -> None:
    sites.page("annan.example/", b"", status=407)
    hosts = {"forum.example:80": sites.port, "annan.example:80": sites.port}
    async with http_proxy(Proxy(hosts)) as running:
        settings = ProxySettings(address=f"http://127.0.0.1:{running.port}")
        async with door(sites, settings, clock) as opened:
            assert reason(await fetch(opened, "http://annan.example/")) is MissReason.PROXY
            assert isinstance(await fetch(opened), Page)


async def test_what_its_rules_forbid_holds_up_nothing_else(sites: Lab, clock: Clock) -> None:
    async with socks_proxy(Proxy({"forum.example:80": sites.port})) as running:
        running.refuses.add("annan.example:80")
        settings = ProxySettings(address=f"socks5://127.0.0.1:{running.port}")
        async with door(sites, settings, clock, "annan.example") as opened:
            assert reason(await fetch(opened, "http://annan.example/")) is MissReason.PROXY
            assert isinstance(await fetch(opened), Page)


# ---- TLS, and whom it is believed


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority (`ca.pem`) and a site's certificate that it signed."""
    folder = tmp_path_factory.mktemp("authority")
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Provstads CA")])

    def signed(subject: x509.Name, public: ec.EllipticCurvePublicKey, *, is_ca: bool) -> bytes:
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=False, key_encipherment=False,
            data_encipherment=False, key_agreement=False, key_cert_sign=is_ca, crl_sign=is_ca,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject).issuer_name(name).public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName("forum.example")]), critical=False
            )
        )  # fmt: skip
        return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    (folder / "ca.pem").write_bytes(signed(name, key.public_key(), is_ca=True))
    own = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "forum.example")])
    (folder / "site.pem").write_bytes(
        signed(subject, own.public_key(), is_ca=False)
        + own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder


@dataclass
class Encrypted:
    port: int = 0
    told: list[set[str]] = field(default_factory=list)
    """The names of each request's headers."""


@pytest.fixture
async def encrypted(authority: Path) -> AsyncIterator[Encrypted]:
    """A site with TLS."""
    site = Encrypted()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / "site.pem")

    async def answer(request: web.BaseRequest) -> web.Response:
        site.told.append({name.lower() for name in request.headers})
        return web.Response(body=HTML, content_type="text/html")

    runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    site.port = runner.addresses[0][1]
    yield site
    await runner.cleanup()


@pytest.mark.parametrize("is_believed", [True, False])
async def test_tls_goes_through_and_the_organisations_authority_is_believed(
    sites: Lab, proxy: tuple[str, Proxy], clock: Clock, authority: Path, encrypted: Encrypted,
    is_believed: bool,
) -> None:  # fmt: skip
    where, running = proxy
    running.hosts["forum.example:443"] = encrypted.port
    ca_file = authority / "ca.pem" if is_believed else None
    async with door(sites, ProxySettings(address=where, ca_file=ca_file), clock) as opened:
        came = await fetch(opened, "https://forum.example/t")
    assert running.asked == ["forum.example:443"]
    if is_believed:
        assert isinstance(came, Page)
        assert came.body == HTML
    else:
        assert reason(came) is MissReason.TLS


async def test_credentials_stand_outside_what_is_encrypted_for_the_site(
    sites: Lab, proxy: tuple[str, Proxy], credentials: Path, clock: Clock, authority: Path,
    encrypted: Encrypted,
) -> None:  # fmt: skip
    where, running = proxy
    running.wants_credentials = True
    running.hosts["forum.example:443"] = encrypted.port
    settings = ProxySettings(
        address=where, credentials_file=credentials, ca_file=authority / "ca.pem"
    )
    async with door(sites, settings, clock) as opened:
        assert isinstance(await fetch(opened, "https://forum.example/t"), Page)
    (told,) = encrypted.told
    assert told == {"host", "user-agent", "accept", "accept-encoding"}


async def test_without_a_proxy_the_authority_is_believed_too(
    sites: Lab, clock: Clock, authority: Path, encrypted: Encrypted
) -> None:
    sites.port = encrypted.port
    async with door(sites, ProxySettings(ca_file=authority / "ca.pem"), clock) as opened:
        assert isinstance(await fetch(opened, "https://forum.example/t"), Page)


@pytest.mark.parametrize("held", [None, b"", b"no certificate"])
async def test_an_authority_that_cannot_be_read_is_said_at_once(
    sites: Lab, clock: Clock, tmp_path: Path, held: bytes | None
) -> None:
    path = tmp_path / "ca.pem"
    if held is not None:
        path.write_bytes(held)
    with pytest.raises(UsageError, match=r"proxy\.ca_file"):
        async with door(sites, ProxySettings(ca_file=path), clock):
            pass


async def test_what_connect_is_refused_is_the_proxys(
    sites: Lab, clock: Clock, encrypted: Encrypted
) -> None:
    async with http_proxy(Proxy({})) as running:
        settings = ProxySettings(address=f"http://127.0.0.1:{running.port}")
        async with door(sites, settings, clock, "annan.example") as opened:
            assert reason(await fetch(opened, "https://annan.example/")) is MissReason.CONNECT
            running.refuses.add("forum.example:443")
            assert reason(await fetch(opened, "https://forum.example/")) is MissReason.PROXY
            running.wants_credentials = True
            assert reason(await fetch(opened, "https://annan.example/")) is MissReason.PROXY
