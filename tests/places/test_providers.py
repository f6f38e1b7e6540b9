"""Search providers are the operator's own; a mistake in a file is told with its line."""

from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.places.providers import Provider, load_providers
from scanner.places.shelf import SHIPPED

GOOD = 'provider_id = "sokmotor"\nname = "Sökmotorn"\noperator = "Sökbolaget AB, Sverige"\n'


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "one.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_none_is_shipped() -> None:
    assert load_providers((SHIPPED,)) == ()


def test_the_organisations_own_is_read(tmp_path: Path) -> None:
    assert load_providers((SHIPPED, folder(tmp_path, GOOD))) == (
        Provider(provider_id="sokmotor", name="Sökmotorn", operator="Sökbolaget AB, Sverige"),
    )


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace('"sokmotor"', '"Sök motor"'),
        GOOD.replace('"Sökmotorn"', '" "'),
        GOOD + 'key = "x"\n',
        'name = "x"\n',
    ],
)
def test_a_mistake_stops_the_program(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"one\.toml"):
        load_providers((folder(tmp_path, text),))
