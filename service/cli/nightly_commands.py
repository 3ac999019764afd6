"""The command `contraste nightly` and its options."""

from typing import Annotated

import typer

from service.cli.options import JsonOption

app = typer.Typer()

_Date = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="The day to tell, 2025-10-30; yesterday if empty."),
]
_Since = Annotated[
    str | None, typer.Option("--since", metavar="TIME", help="From when on, instead of a day.")
]
_Until = Annotated[str | None, typer.Option("--until", metavar="TIME", help="Until before when.")]
_Sources = Annotated[
    list[str] | None,
    typer.Option("--sources", metavar="NAME", help="Only what this source takes part in; repeat."),
]
_Story = Annotated[
    str | None, typer.Option("--story", metavar="STORY", help="Only this story, sto_….")
]
_Zone = Annotated[
    str | None,
    typer.Option(
        "--time-zone",
        metavar="ZONE",
        help="Whose days: America/Lima; CONTRASTE_TIME_ZONE if empty.",
    ),
]


@app.command()
def nightly(
    date: _Date = None,
    since: _Since = None,
    until: _Until = None,
    sources: _Sources = None,
    story: _Story = None,
    time_zone: _Zone = None,
    as_json: JsonOption = False,
) -> None:
    """Compare what is new and tell what changed since the last report; start it from outside."""
    from service.cli.nightly import NightOptions, nightly_command

    options = NightOptions(date, since, until, tuple(sources or ()), story, time_zone)
    nightly_command(options, as_json=as_json)
