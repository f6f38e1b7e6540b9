"""Pages that only scripts write: a browser shows them, and where it cannot they are a gap."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.evidence import keep, warc
from scanner.model.finding import Change
from scanner.model.page import MissReason
from scanner.places.sources import SourceKind
from scanner.store import evidence_files
from tests.chromium import unfenced
from tests.pipeline.stage import AMINA, ANNA, DAY, Stage, source
from tests.pipeline.test_search import pages
from tests.pipeline.test_visits import AMINAS, CALM
from tests.pipeline.test_wordpress import coverage

APP = "http://app.example/"
SHELL = (
    "<!doctype html><html lang=sv><title>Forum</title><main></main><script src=/app.js></script>"
)
SCRIPT = """
fetch('/posts.json').then(answer => answer.json()).then(posts => {
  for (const text of posts) {
    const post = document.createElement('p');
    post.textContent = text;
    document.querySelector('main').append(post);
  }
});
"""


@pytest.fixture
def unwatched(stage: Stage, tmp_path: Path) -> Stage:
    """Nobody has opted in; an application shows posts, one of them about Amina."""
    stage.config = replace(
        stage.config, crawl=replace(stage.config.crawl, browser=unfenced(tmp_path))
    )
    stage.sources = (source(APP, kind=SourceKind.PAGES, needs_browser=True),)
    stage.sites.page("app.example/", SHELL, headers={"ETag": '"1"'})
    stage.sites.page("app.example/app.js", SCRIPT, content_type="text/javascript")
    stage.sites.page("app.example/posts.json", posts(CALM, AMINAS), content_type="application/json")
    return stage


@pytest.fixture
async def app(unwatched: Stage) -> Stage:
    """Amina has opted in."""
    await unwatched.opt_in(AMINA)
    return unwatched


def posts(*texts: str) -> str:
    return "[" + ",".join(f'"{text}"' for text in texts) + "]"


def without_browser(stage: Stage) -> None:
    stage.config = replace(stage.config, crawl=replace(stage.config.crawl, browser=None))


async def test_who_is_named_by_a_script_is_found(app: Stage) -> None:
    await app.scan()
    assert [place.address for place in app.the(AMINA).places] == [APP]
    assert AMINAS in app.the(AMINA).excerpt.text.reveal()
    assert coverage(app).checked == 1
    assert coverage(app).missed == ()
    assert pages(app.sites.paths()) == [
        "app.example/", "app.example/app.js", "app.example/posts.json"
    ]  # fmt: skip


async def test_what_came_and_what_was_shown_are_both_kept(app: Stage) -> None:
    await app.scan()
    (file,) = app.store.read(evidence_files.every)
    key = app.store.read(lambda tx: evidence_files.key_of(tx, file.evidence_id))
    assert key is not None
    tenant = app.store.keys.tenant_id
    kept = warc.read(keep.open_record(app.house.evidence_folder, tenant, file, key))
    assert AMINAS in kept.body.decode()
    assert kept.came is not None
    assert kept.came.body.decode() == SHELL


async def test_the_page_itself_may_stay_as_it_is_while_its_posts_change(app: Stage) -> None:
    """It is asked for unconditionally: its site would say that the shell is unchanged."""
    app.sites.page("app.example/posts.json", posts(CALM), content_type="application/json")
    await app.scan()
    assert app.of(AMINA) == ()
    app.sites.page("app.example/posts.json", posts(AMINAS), content_type="application/json")
    await app.scan(DAY)
    assert len(app.of(AMINA)) == 1


async def test_without_a_browser_it_is_a_gap_and_what_came_is_looked_at(app: Stage) -> None:
    without_browser(app)
    app.sites.page("app.example/", SHELL.replace("<main>", f"<main><p>{AMINAS}</p>"))
    await app.scan()
    assert coverage(app).missed == ((MissReason.NEEDS_BROWSER, 1),)
    assert len(app.of(AMINA)) == 1
    assert pages(app.sites.paths()) == ["app.example/"]


async def test_who_was_found_is_not_gone_because_no_browser_was_there(app: Stage) -> None:
    await app.scan()
    without_browser(app)
    for _ in range(3):
        await app.scan(DAY)
    assert app.the(AMINA).change is not Change.GONE


async def test_robots_txt_holds_for_what_scripts_ask_for(app: Stage) -> None:
    app.sites.page("app.example/robots.txt", "User-agent: *\nDisallow: /posts.json")
    await app.scan()
    assert "app.example/posts.json" not in app.sites.paths()
    assert coverage(app).missed == ((MissReason.NEEDS_BROWSER, 1),)


async def test_a_script_leads_to_no_inside_address(app: Stage) -> None:
    app.sites.redirect("app.example/posts.json", "http://169.254.169.254/latest/meta-data")
    await app.scan()
    assert coverage(app).missed == ((MissReason.NEEDS_BROWSER, 1),)


async def test_a_page_of_scripts_is_shown_whatever_its_source_says(app: Stage) -> None:
    app.sources = (source(APP, kind=SourceKind.PAGES),)
    app.sites.page("app.example/", f"{SHELL}<script>/*{'a' * 60_000}*/</script>")
    await app.scan()
    assert len(app.of(AMINA)) == 1


async def test_a_page_that_says_something_is_read_as_it_came(app: Stage) -> None:
    app.sources = (source(APP, kind=SourceKind.PAGES),)
    words = "<p>" + "Här står det en hel del om vädret. " * 10
    app.sites.page("app.example/", f"{SHELL}{words}<script>/*{'a' * 60_000}*/</script>")
    await app.scan()
    assert pages(app.sites.paths()) == ["app.example/"]
    assert coverage(app).missed == ()


async def test_the_same_is_asked_whoever_is_enrolled(unwatched: Stage) -> None:
    """Nobody, then Anna whom nothing names, then Amina as well."""
    asked = []
    for who in ((), (ANNA,), (AMINA,)):
        await unwatched.opt_in(*who)
        unwatched.sites.asked.clear()
        await unwatched.scan(DAY)
        asked.append(unwatched.sites.asked.copy())
    assert asked[0] == asked[1] == asked[2]
    assert len(asked[0]) == 4
    assert len(unwatched.of(AMINA)) == 1
