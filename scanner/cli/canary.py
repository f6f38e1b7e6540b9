"""`canary`: the test page that shows whether the watch is awake."""

from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import read_config
from scanner.errors import UsageError
from scanner.places import watchlists
from scanner.places.canary import canary_of
from scanner.places.sources import Source
from scanner.render import canary as rendered
from scanner.text.defang import defang

app = declared()

NONE_YET = (
    "No source is a test page. Write one of kind pages with the one address of your page and "
    "canary = true (watchlists/sources/README.md), then run this again."
)


@app.command()
def canary(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Argument(help="Which, where there are several test pages.", show_default=False),
    ] = "",
) -> None:
    """Print the test page on which an invented person must be found.

    Put it as it is at the address that its source names. Who stands on it follows from the address.
    """
    tests = [one for one in watchlists.read_sources(read_config(context)) if one.canary]
    chosen = _chosen(tests, source)
    (address,) = chosen.addresses
    typer.echo(rendered.page(canary_of(address)), nl=False)
    typer.echo(f"To put at {defang(address)} as it is.", err=True)


def _chosen(tests: list[Source], named: str) -> Source:
    if not tests:
        raise UsageError(NONE_YET)
    fit = [one for one in tests if named in ("", one.source_id)]
    if len(fit) == 1:
        return fit[0]
    names = ", ".join(one.source_id for one in tests)
    raise UsageError(f"Name one of your test pages: {names}.")
