import hashlib
from dataclasses import replace

import pytest

from scanner.config.settings import LANGUAGES, OrganisationSettings
from scanner.people.text import TEXTS, VERSION, consent_text

ORGANISATION = OrganisationSettings(
    name="Provstads kommun",
    tenant="7" * 32,
    controller="Socialnämnden i Provstad",
    data_protection_contact="dataskydd@provstad.example",
    legal_basis="Art. 6.1 c {dataskyddsförordningen}, 3 kap. 2 § arbetsmiljölagen",
)

SHIPPED = {
    "1.sv.txt": "85d3caf3b21126020fed20287e09b61f1ec33a9c30d649d1368cbda597f11c70",
    "1.en.txt": "145fc8d9ecd0eb832548cd152a565ed02a48bcfba7abb0227e7276f879ced82f",
    "2.sv.txt": "cbf57fdbb654e8fd2e9141437c63e9d5a6f8b8f0db95af23a7adb01332835c8a",
    "2.en.txt": "9e637160df4190d09de343485cbf3189231eca336e8adbba230443545825526e",
}
"""SHA-256 of each text that anybody may have agreed to."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lawyers_words_stand_verbatim(language: str) -> None:
    shown = "\n".join(consent_text(ORGANISATION, 12, language).paragraphs)
    for words in (
        ORGANISATION.name,
        ORGANISATION.controller,
        ORGANISATION.data_protection_contact,
        ORGANISATION.legal_basis,
    ):
        assert words in shown
    assert " 12 " in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_is_left(language: str) -> None:
    plain = replace(ORGANISATION, legal_basis="Art. 6.1 c")
    assert "{" not in "".join(consent_text(plain, 12, language).paragraphs)


def test_no_search_service_and_no_archive_is_promised_that_is_not_there() -> None:
    says = {
        language: " ".join(consent_text(ORGANISATION, 12, language).paragraphs)
        for language in LANGUAGES
    }
    assert "No search service is asked anything today." in says["en"]
    assert "I dag tillfrågas ingen söktjänst." in says["sv"]
    assert "Archives of old web pages are not read today either" in says["en"]
    assert "Arkiv över gamla webbsidor läses inte heller i dag" in says["sv"]


def test_what_is_done_with_a_photo_is_said() -> None:
    says = {
        language: " ".join(consent_text(ORGANISATION, 12, language).paragraphs)
        for language in LANGUAGES
    }
    assert "compared with pictures that closely watched pages show" in says["en"]
    assert "jämförs med bilder som visas på sidor som bevakas tätt" in says["sv"]


def test_every_language_says_the_same_number_of_things() -> None:
    lengths = {len(consent_text(ORGANISATION, 12, language).paragraphs) for language in LANGUAGES}
    assert len(lengths) == 1


def test_the_hash_is_of_exactly_what_is_shown() -> None:
    text = consent_text(ORGANISATION, 12, "sv")
    shown = "".join(f"{line}\n" for line in (text.title, *text.paragraphs))
    assert text.sha256 == hashlib.sha256(shown.encode()).hexdigest()


def test_other_words_give_another_hash() -> None:
    swedish = consent_text(ORGANISATION, 12, "sv")
    other = replace(ORGANISATION, legal_basis="Art. 6.1 e")
    hashes = {
        swedish.sha256,
        consent_text(ORGANISATION, 12, "en").sha256,
        consent_text(ORGANISATION, 6, "sv").sha256,
        consent_text(other, 12, "sv").sha256,
    }
    assert len(hashes) == 4


def test_a_shipped_text_never_changes() -> None:
    """Who changes the words makes a new version: people have agreed to these."""
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in TEXTS.iterdir()}
    assert found == SHIPPED
    assert {f"{VERSION}.{language}.txt" for language in LANGUAGES} <= SHIPPED.keys()
