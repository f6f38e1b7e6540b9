"""Sources: what is accepted, what is refused and with which words."""

from datetime import date
from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.places.shelf import SHIPPED
from scanner.places.sources import Source, SourceClass, SourceKind, load_sources

TODAY = date(2026, 11, 21)

FORUM = """\
source_id = "local-forum"
name = "Lokalforum"
kind = "site"
addresses = ["https://forum.example/social/"]
source_class = "forum"
owner = "Säkerhetsfunktionen"
review_by = 2027-05-31
legal_note = "Beslut SN 2026/17"
"""


def folder(tmp_path: Path, name: str = "own", **files: str) -> Path:
    place = tmp_path / name
    (place / "sources").mkdir(parents=True, exist_ok=True)
    for stem, text in files.items():
        (place / "sources" / f"{stem}.toml").write_text(text, encoding="utf-8")
    return place


def load(*folders: Path, lab: bool = False) -> tuple[Source, ...]:
    return load_sources(folders, lab=lab)


def told(place: Path, *, lab: bool = False) -> str:
    with pytest.raises(UsageError) as caught:
        load(place, lab=lab)
    return str(caught.value)


def test_a_source_is_read_with_its_defaults(tmp_path: Path) -> None:
    [source] = load(folder(tmp_path, forum=FORUM))
    assert (source.source_id, source.kind) == ("local-forum", SourceKind.SITE)
    assert source.source_class is SourceClass.FORUM
    assert source.addresses == ("https://forum.example/social/",)
    assert (source.delay_seconds, source.max_pages, source.expires) == (5.0, 200, None)


def test_links_stay_on_the_site_where_nothing_narrower_is_said(tmp_path: Path) -> None:
    [source] = load(folder(tmp_path, forum=FORUM))
    assert source.prefixes == ("https://forum.example/",)


def test_addresses_are_made_canonical(tmp_path: Path) -> None:
    text = FORUM.replace("https://forum.example/social/", "HTTPS://Forum.Example:443/social/#top")
    [source] = load(folder(tmp_path, forum=text))
    assert source.addresses == ("https://forum.example/social/",)


def test_what_ships_is_valid_and_holds_no_live_source() -> None:
    assert load(SHIPPED) == ()


def test_every_shipped_example_is_valid(tmp_path: Path) -> None:
    examples = sorted((SHIPPED / "sources").glob("*.toml.example"))
    assert len(examples) >= 4
    files = {path.name.split(".")[0]: path.read_text(encoding="utf-8") for path in examples}
    assert len(load(folder(tmp_path, **files))) == len(examples)


def test_the_operators_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    shipped = folder(tmp_path, "shipped", a=FORUM, b=FORUM.replace("local-forum", "other"))
    own = folder(tmp_path, "own", c=FORUM.replace("Lokalforum", "Vårt namn"))
    assert [(s.source_id, s.name) for s in load(shipped, own)] == [
        ("local-forum", "Vårt namn"),
        ("other", "Lokalforum"),
    ]


def test_an_id_given_twice_in_one_folder_is_refused(tmp_path: Path) -> None:
    assert 'b.toml, line 1: the id "local-forum" is already that of a.toml' in told(
        folder(tmp_path, a=FORUM, b=FORUM)
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"local-forum"', '"Local Forum"', 'line 1: "source_id" must be lower-case'),
        ("https://forum.example/social/", "forum.example", 'line 4: "addresses[1]" must be a web'),
        ("https://forum.example/social/", "ftp://forum.example/", 'line 4: "addresses[1]" must be'),
        ('["https://forum.example/social/"]', "[]", 'line 4: "addresses" must not be empty'),
        ('kind = "site"', 'kind = "sit"', 'line 3: "kind" must be one of pages, site, own, '),
        ('"forum"', '"forums"', 'Did you mean "forum"?'),
        ("owner =", "ower =", 'line 6: "ower" is not known. Did you mean "owner"?'),
        ("owner =", "ower =", 'line 1: "owner" is missing. Add it.'),
        ("2027-05-31", '"2027-05-31"', 'line 7: "review_by" must be a date'),
        ('"Beslut SN 2026/17"', '""', 'line 8: "legal_note" must not be empty'),
        ('"Beslut SN 2026/17"', '"x"\nbase_severity = 6', '"base_severity" must be 0 to 5'),
        ('"Beslut SN 2026/17"', '"x"\ndelay_seconds = 0', '"delay_seconds" must be 1 or more'),
        ('"Beslut SN 2026/17"', '"x"\nschedule = "daily"', '"schedule" must be a cron expression'),
        ('"Beslut SN 2026/17"', '"x"\nquiet_hours = "22"', '"quiet_hours" must be such as'),
        ('"Beslut SN 2026/17"', '"x"\ntime_zone = "Mars"', '"time_zone" must be one such as'),
        (
            '"Beslut SN 2026/17"',
            '"x"\nwithin = ["https://other.example/"]',
            'line 4: "addresses[1]" lies outside every prefix',
        ),
        ('"Beslut SN 2026/17"', '"x"\ncanary = true', 'line 9: "canary" is for a source of kind'),
        (
            'kind = "site"',
            'kind = "telegram"',
            'line 4: "addresses[1]" must be the preview of a Telegram channel, such as https://t.me/s/',
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert FORUM.count(old) == 1
    message = told(folder(tmp_path, forum=FORUM.replace(old, new)))
    assert sentence in message
    assert "forum.toml, line" in message


def test_a_channel_is_named_by_its_preview(tmp_path: Path) -> None:
    channel = FORUM.replace('"site"', '"telegram"')
    text = channel.replace("https://forum.example/social/", "https://t.me/s/Kanal_2")
    [source] = load(folder(tmp_path, channel=text))
    assert (source.kind, source.addresses) == (SourceKind.TELEGRAM, ("https://t.me/s/Kanal_2",))
    for wrong in ("https://t.me/Kanal_2", "https://t.me/s/Kanal_2/7", "https://annan.example/s/x"):
        other = channel.replace("https://forum.example/social/", wrong)
        assert "must be the preview" in told(folder(tmp_path, wrong, channel=other))


def test_a_wordpress_site_lies_within_what_it_names(tmp_path: Path) -> None:
    text = FORUM.replace('"site"', '"wordpress"') + 'within = ["https://forum.example/2026/"]\n'
    message = told(folder(tmp_path, blog=text))
    assert 'line 4: "addresses[1]" lies outside every prefix' in message


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    own = folder(tmp_path, a=FORUM.replace("owner", "ower"), b="kind = [", c=FORUM)
    message = told(own)
    assert "a.toml, line 6" in message
    assert "b.toml is not valid TOML" in message
    assert "c.toml" not in message


def test_a_source_may_be_asked_without_pause_in_a_lab_only(tmp_path: Path) -> None:
    own = folder(tmp_path, forum=FORUM + "delay_seconds = 0\n")
    assert load(own, lab=True)[0].delay_seconds == 0
    assert "less is for a lab only" in told(own)


def test_a_watchlist_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        load(tmp_path / "nowhere")
