"""Whole scans of pastes: from a list to the raw text, and what a hostile paste may not do."""

from scanner.places.sources import SourceKind
from tests.pipeline.stage import AMINA, ANNA, DAY, Stage, page, source
from tests.pipeline.test_wordpress import coverage

BIN = "pastes.example"
SMEAR = (
    "Socialsekreteraren Amina Provhult i Provstad har läst igenom vår utredning en gång till.\n"
    "Lägg ut namn och bild på henne överallt där ni kan, så att alla får veta vem hon är.\n"
)
HTML = f"<html><a href='http://{BIN}/raw/falla'>mer</a><meta http-equiv=refresh content='0'></html>"


def text(stage: Stage, key: str, body: str | bytes) -> None:
    stage.sites.page(f"{BIN}/raw/{key}", body, content_type="text/plain")


def listed(stage: Stage, *keys: str, max_pages: int = 20) -> None:
    stage.sources = (
        source(
            f"http://{BIN}/senaste",
            source_id="klister",
            kind=SourceKind.PASTE,
            max_pages=max_pages,
        ),
    )
    links = (f"/raw/{key}" for key in keys)
    stage.sites.page(f"{BIN}/senaste", page(links=("/ny", "/logga-in", *links)))


def asked(stage: Stage) -> list[str]:
    return [one for one in stage.sites.paths() if not one.endswith("robots.txt")]


async def test_a_paste_of_a_list_is_read_raw(stage: Stage) -> None:
    await stage.opt_in(AMINA)
    listed(stage, "ett", "tva")
    text(stage, "ett", "Recept på sockerkaka.")
    text(stage, "tva", SMEAR)
    await stage.scan()
    (place,) = stage.the(AMINA).places
    assert place.address == f"http://{BIN}/raw/tva"
    assert asked(stage) == [f"{BIN}/senaste", f"{BIN}/raw/ett", f"{BIN}/raw/tva"]


async def test_a_listed_raw_page_is_read_alone(stage: Stage) -> None:
    await stage.opt_in(AMINA)
    where = f"{BIN}/raw/tva"
    stage.sources = (source(f"http://{where}", source_id="klister", kind=SourceKind.PASTE),)
    text(stage, "tva", SMEAR + f"http://{BIN}/raw/annan\n")
    await stage.scan()
    assert len(stage.of(AMINA)) == 1
    assert asked(stage) == [where]


async def test_a_list_of_links_and_words_is_read_whole(stage: Stage) -> None:
    await stage.opt_in(AMINA)
    listed(stage, "lankar")
    text(stage, "lankar", "".join(f"http://{BIN}/b/1 {line}\n" for line in SMEAR.splitlines()))
    await stage.scan()
    assert [place.address for place in stage.the(AMINA).places] == [f"http://{BIN}/raw/lankar"]


async def test_hostile_pastes_end_within_their_limits(stage: Stage) -> None:
    """Markup, binary, a line without end, one that is gone: the honest one is found."""
    await stage.opt_in(AMINA)
    listed(stage, "markup", "binar", "lang", "borta", "adresser", "arlig")
    stage.sites.page(f"{BIN}/raw/markup", HTML)
    text(stage, "binar", b"\x00\x01\x02" * 500)
    text(stage, "lang", "a" * 1_000_000 + "<div>" * 50_000)
    text(stage, "adresser", "".join(f"http://{BIN}/raw/mer{n}\n" for n in range(2_000)))
    text(stage, "arlig", SMEAR)
    await stage.scan()
    assert [place.address for place in stage.the(AMINA).places] == [f"http://{BIN}/raw/arlig"]
    assert not [one for one in asked(stage) if "falla" in one or "mer" in one]
    # What is gone is no gap.
    assert coverage(stage).missed == (("content_type", 1),)


async def test_a_list_without_end_is_cut_by_the_source(stage: Stage) -> None:
    keys = [f"k{number}" for number in range(3_000)]
    listed(stage, *keys, max_pages=4)
    for key in keys[:10]:
        text(stage, key, "Ingenting.")
    await stage.scan()
    assert asked(stage) == [f"{BIN}/senaste", *(f"{BIN}/raw/{key}" for key in keys[:3])]


async def test_the_same_is_asked_for_whoever_is_enrolled(stage: Stage) -> None:
    listed(stage, "ett", "tva")
    text(stage, "ett", SMEAR)
    text(stage, "tva", "Recept.")
    await stage.scan()
    # In which order pages are looked at again is the frontier's, by when they were read.
    before = sorted(asked(stage))
    await stage.opt_in(AMINA, ANNA)
    stage.sites.asked.clear()
    await stage.scan(DAY)
    assert sorted(asked(stage)) == before
    assert len(stage.of(AMINA)) == 1
