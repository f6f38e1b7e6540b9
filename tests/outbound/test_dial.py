"""What is dialled is exactly what was classified."""

import pytest
from aiohttp import ThreadedResolver

from scanner.config.settings import LabSettings
from scanner.model.ids import Address
from scanner.outbound.dial import ForbiddenError, Guard


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://forum.example:8080/", None),
        ("http://blogg.example:22/", "port"),
        ("https://blogg.example:8443/", "port"),
        ("http://193.10.0.1:25/", "port"),
        ("https://193.10.0.1/", None),
    ],
)
async def test_only_web_ports_are_dialled(address: Address, expected: str | None) -> None:
    guard = Guard(LabSettings(hosts={"forum.example": "127.0.0.1:40123"}))
    assert guard.refusal(address) == expected
    await guard.close()


async def test_a_name_that_resolves_inside_is_refused() -> None:
    guard = Guard(None)
    with pytest.raises(ForbiddenError, match="name_leads_inside"):
        await guard.resolve("localhost", 80)
    await guard.close()


async def test_a_name_that_leads_inside_the_second_time_is_refused_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: each look-up is judged, whatever the last one said."""
    guard = Guard(None)
    told = iter((["193.10.0.1"], ["193.10.0.1", "127.0.0.1"], ["169.254.169.254"]))

    async def look_up(_: object, name: str, port: int, family: object) -> list[dict[str, object]]:
        return [{"hostname": name, "host": ip, "port": port} for ip in next(told)]

    monkeypatch.setattr(ThreadedResolver, "resolve", look_up)
    (found,) = await guard.resolve("ompekas.example", 80)
    assert found["host"] == "193.10.0.1"
    for _ in range(2):
        with pytest.raises(ForbiddenError, match="name_leads_inside"):
            await guard.resolve("ompekas.example", 80)
    await guard.close()


@pytest.mark.parametrize(
    ("where", "refusal"),
    [
        (("127.0.0.1", 80), "loopback"),
        (("169.254.169.254", 80), "link_local"),
        (("193.10.0.1", 25), "port"),
        (("forum.example", 80), "name"),
    ],
)
async def test_no_socket_is_made_for_what_may_not_be_dialled(
    where: tuple[str, int], refusal: str
) -> None:
    guard = Guard(LabSettings(hosts={"forum.example": "127.0.0.1:40123"}))
    with pytest.raises(ForbiddenError, match=refusal):
        guard.open_socket((2, 1, 6, "", where))
    guard.open_socket((2, 1, 6, "", ("127.0.0.1", 40123))).close()
    guard.open_socket((2, 1, 6, "", ("193.10.0.1", 443))).close()
    await guard.close()
