"""Beyond this machine the pages are reached only through a proxy that brings TLS."""

from dataclasses import replace

import pytest
from aiohttp import ClientSession

from scanner.config.settings import Config
from scanner.errors import UsageError
from scanner.portal.app import make_app, make_staff_app
from scanner.portal.server import listening
from scanner.store.database import Store
from tests.portal.conftest import Clock

HTTPS = "https://varn.provstad.example"
MAKERS = [make_app, make_staff_app]


def opened(config: Config, *, url: str = HTTPS, proxies: tuple[str, ...] = ()) -> Config:
    """On every address of the machine."""
    portal = replace(
        config.portal,
        host="0.0.0.0",
        staff_host="0.0.0.0",
        base_url=url,
        staff_url=url,
        trusted_proxies=proxies,
    )
    return replace(config, portal=portal)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("url", "proxies"), [(HTTPS, ()), ("http://varn.provstad.example", ("192.0.2.1",))]
)
def test_it_does_not_start_in_the_clear(
    config: Config, store: Store, clock: Clock, make, url: str, proxies: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError, match=r"open to the network without TLS.*trusted_proxies"):
        make(opened(config, url=url, proxies=proxies), store, clock)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("proxy", "status"), [("192.0.2.1", 403), ("127.0.0.1", 200)])
async def test_who_comes_past_the_proxy_is_sent_to_it(
    config: Config, store: Store, clock: Clock, make, proxy: str, status: int
) -> None:
    app = make(opened(config, proxies=(proxy,)), store, clock)
    async with (
        listening(app, "127.0.0.1", 0) as port,
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/") as answer,
    ):
        assert answer.status == status
        assert "Set-Cookie" not in answer.headers or status == 200
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_on_this_machine_plain_is_enough(
    config: Config, store: Store, clock: Clock, make, host: str
) -> None:
    portal = replace(config.portal, host=host, staff_host=host)
    make(replace(config, portal=portal), store, clock)
