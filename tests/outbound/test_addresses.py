"""What is not public is not dialled, each for a named reason."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.outbound.addresses import Refusal, classify, classify_name, literal

REFUSED = {
    Refusal.UNSPECIFIED: ("0.0.0.0", "0.1.2.3", "::"),
    Refusal.LOOPBACK: ("127.0.0.1", "127.255.255.254", "::1"),
    Refusal.PRIVATE: ("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1",
                      "fd00:ec2::254", "fec0::1", "feff::1"),
    Refusal.SHARED: ("100.64.0.1", "100.100.100.200", "100.127.255.255"),
    Refusal.LINK_LOCAL: ("169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0", "febf::1"),
    Refusal.METADATA: ("168.63.129.16",),
    Refusal.DOCUMENTATION: ("192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "3fff::1"),
    Refusal.BENCHMARK: ("198.18.0.1", "198.19.255.255", "2001:2::1"),
    Refusal.MULTICAST: ("224.0.0.1", "233.252.0.1", "239.255.255.250", "ff02::1", "ff0e::1"),
    Refusal.RESERVED: ("192.0.0.1", "192.0.0.192", "240.0.0.1", "255.255.255.255", "100::1",
                       "5f00::1", "2001:10::1", "2001:20::1", "4000::1", "::1:0:0:0"),
    Refusal.EMBEDDED: ("::ffff:127.0.0.1", "::ffff:193.10.0.1", "::127.0.0.1", "::193.10.0.1",
                       "::ffff:0:193.10.0.1", "64:ff9b::193.10.0.1", "64:ff9b:1::1",
                       "2001::1", "2002:c10a:1::1", "192.88.99.1"),
}  # fmt: skip
PUBLIC = ("193.10.0.1", "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1",
          "172.32.0.1", "223.255.255.255", "192.0.1.1", "2a00:801:f0::1", "2001:67c::1",
          "2600::1")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "refusal"), [(text, why) for why, texts in REFUSED.items() for text in texts]
)
def test_special_addresses_are_refused(text: str, refusal: Refusal) -> None:
    assert classify(ip_address(text)) is refusal


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_may_be_dialled(text: str) -> None:
    assert classify(ip_address(text)) is None


@given(st.ip_addresses(v=4))
def test_nothing_passes_that_python_calls_private(ip: IPv4Address) -> None:
    if not ip.is_global or ip.is_multicast:
        assert classify(ip) is not None


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_passes_inside_an_ipv6_one(ip: IPv4Address) -> None:
    for prefix in ("::", "::ffff:", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"):
        assert classify(IPv6Address(f"{prefix}{ip}")) is not None
    high, low = divmod(int(ip), 1 << 16)
    assert classify(IPv6Address(f"2002:{high:x}:{low:x}::1")) is Refusal.EMBEDDED


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "intranet", "db.internal", "nas.local", "a.home.arpa"]
)
def test_inside_names_are_not_looked_up(host: str) -> None:
    assert classify_name(host) is Refusal.NAME


@pytest.mark.parametrize("host", ["forum.example", "local.example", "a.se."])
def test_public_names_may_be_looked_up(host: str) -> None:
    assert classify_name(host) is None


def test_literals() -> None:
    assert literal("[::1]") == IPv6Address("::1")
    assert literal("127.0.0.1") == IPv4Address("127.0.0.1")
    assert literal("forum.example") is None
