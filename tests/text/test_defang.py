import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.defang import defang


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://exempel.example/a.html?b=c.d#e", "hxxps://exempel[.]example/a.html?b=c.d#e"),
        ("http://www.exempel.example:8080", "hxxp://www[.]exempel[.]example:8080"),
        ("HTTPS://exempel.example/", "hxxps://exempel[.]example/"),
        ("//exempel.example/x", "//exempel[.]example/x"),
        ("exempel.example/x.y", "exempel[.]example/x.y"),
        ("http://127.0.0.1/", "hxxp://127[.]0[.]0[.]1/"),
        ("mailto:amina@post.example", "mailto[:]amina@post[.]example"),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("exempel.example:8080", "exempel[.]example[:]8080"),
        ("", ""),
    ],
)
def test_an_address_is_shown_so_that_it_cannot_be_followed(address: str, shown: str) -> None:
    assert defang(address) == shown


@given(st.sampled_from(["http://", "https://", ""]), st.text("ab.:/?#@[]", max_size=20))
def test_twice_is_once(scheme: str, rest: str) -> None:
    assert defang(defang(scheme + rest)) == defang(scheme + rest)
