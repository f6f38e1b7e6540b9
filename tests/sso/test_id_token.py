"""Whatever stands in keys and tokens, the answer is a subject or a refusal."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwk, jwt

from scanner.sso.id_token import Expected, subject
from scanner.sso.refusal import RefusedError, Why
from tests.conftest import MORNING

KEY = jwk.ECKey.generate_key("P-256", {"kid": "k"})
PUBLISHED = {"keys": [KEY.as_dict(private=False)]}
EXPECTED = Expected(
    issuer="https://id.provstad.example",
    client_id="varn",
    nonce="n" * 43,
    not_before=MORNING,
    acr_values=("loa3",),
    max_age_seconds=900,
)
AT = int(MORNING.timestamp())
HONEST: dict[str, Any] = {
    "iss": EXPECTED.issuer,
    "aud": "varn",
    "nonce": EXPECTED.nonce,
    "sub": "c0ffee",
    "iat": AT,
    "exp": AT + 300,
    "acr": "loa3",
    "auth_time": AT,
}

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just(10**400)
    | st.sampled_from(["varn", "RSA", "EC", "OKP", "P-256", "P-521", "Ed25519", "X448", "AQAB"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
strange_keys = st.fixed_dictionaries(
    {"kty": st.sampled_from(["RSA", "EC", "OKP", "oct"]) | anything},
    optional=dict.fromkeys(
        ("kid", "crv", "x", "y", "n", "e", "d", "k", "use", "alg", "x5c"), anything
    ),
)


def signed(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": "k"}, claims, KEY)


def test_an_honest_token_names_its_subject() -> None:
    found = subject(signed(HONEST), PUBLISHED, EXPECTED, MORNING)
    assert (found.issuer, found.name.reveal()) == (EXPECTED.issuer, "c0ffee")
    assert "c0ffee" not in repr(found)


@pytest.mark.parametrize(
    ("seconds", "is_open"), [(-61, False), (-60, True), (359, True), (360, False)]
)
def test_clocks_may_differ_by_a_minute(seconds: int, is_open: bool) -> None:
    at = MORNING + timedelta(seconds=seconds)
    try:
        subject(signed(HONEST), PUBLISHED, EXPECTED, at)
    except RefusedError:
        assert not is_open
    else:
        assert is_open


@given(name=st.sampled_from(sorted({*HONEST, "azp", "nbf", "jti"})), value=anything)
def test_no_strange_claim_is_more_than_refused(name: str, value: object) -> None:
    token = signed(HONEST | {name: value})
    with suppress(RefusedError):
        assert subject(token, PUBLISHED, EXPECTED, MORNING).issuer == EXPECTED.issuer


@given(
    keys=st.lists(strange_keys | anything, max_size=4), token=st.text() | st.just(signed(HONEST))
)
def test_no_strange_key_or_token_is_more_than_refused(keys: list[object], token: str) -> None:
    with pytest.raises(RefusedError) as refused:
        subject(token, {"keys": keys}, EXPECTED, MORNING)
    assert refused.value.why is Why.TOKEN


@given(keys=anything)
def test_no_strange_set_of_keys_is_more_than_refused(keys: object) -> None:
    with pytest.raises(RefusedError):
        subject(signed(HONEST), {"keys": keys}, EXPECTED, MORNING)
