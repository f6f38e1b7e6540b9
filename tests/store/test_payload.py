from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scanner.model.assessment import Because, IdentityEvidence
from scanner.model.finding import Finding, Sketch
from scanner.model.personal import Personal
from scanner.store.payload import pack, unpack
from tests.findings.cast import detail, found


@given(st.text())
def test_a_finding_comes_back_as_it_was(words: str) -> None:
    finding = found(details=(detail(),))
    finding = replace(finding, excerpt=replace(finding.excerpt, text=Personal(words)))
    assert unpack(Finding, pack(finding)) == finding


def test_reasons_keep_their_values_and_words() -> None:
    evidence = IdentityEvidence(
        feature="town",
        bits=2.5,
        because=Because(
            message="{count} people have this name", values=(("count", "12"),), words=Personal("å")
        ),
    )
    assert unpack(IdentityEvidence, pack(evidence)) == evidence


@given(st.frozensets(st.integers(0, 2**64 - 1)))
def test_a_sketch_comes_back_as_it_was(hashes: frozenset[int]) -> None:
    sketch = Sketch(scale=4, hashes=hashes)
    assert unpack(Sketch, pack(sketch)) == sketch


def test_what_a_newer_program_added_is_passed_over() -> None:
    packed = pack(found()).replace(b'{"finding_id"', b'{"added_later": 1, "finding_id"', 1)
    assert b"added_later" in packed
    assert unpack(Finding, packed) == found()
