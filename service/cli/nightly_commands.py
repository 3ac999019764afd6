"""The command `contraste nightly` and its options."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli.options import AddressOption, EngineOption, JsonOption, WorkersOption
from service.work.kinds import EngineKind

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


_Out = Annotated[
    Path | None, typer.Option("--out", metavar="FOLDER", help="Write its forms into this folder.")
]
_Forms = Annotated[
    list[str] | None,
    typer.Option("--form", metavar="FORM", help="html, md, json, csv, xlsx or pdf; repeat."),
]
_Language = Annotated[str, typer.Option("--language", metavar="TAG", help="es or en.")]
_Group = Annotated[
    bool,
    typer.Option("--group/--no-group", help="Put new documents into stories before."),
]
_Deliver = Annotated[
    bool,
    typer.Option("--deliver/--no-deliver", help="Send it to the receivers that are configured."),
]
_Replay = Annotated[
    str | None,
    typer.Option("--replay", metavar="REPORT", help="Make a stored report again; 1 if it differs."),
]


@app.command()
def nightly(
    date: _Date = None,
    since: _Since = None,
    until: _Until = None,
    sources: _Sources = None,
    story: _Story = None,
    time_zone: _Zone = None,
    replay: _Replay = None,
    out: _Out = None,
    form: _Forms = None,
    language: _Language = "en",
    group: _Group = True,
    deliver: _Deliver = True,
    engine: EngineOption = EngineKind.PROCESSES,
    workers: WorkersOption = 1,
    address: AddressOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare what is new and tell what changed since the last report; start it from outside."""
    from service.cli.nightly import (
        NightEngine,
        NightOptions,
        NightOutput,
        nightly_command,
        replay_command,
    )

    place = NightEngine(engine, workers, address)
    if replay:
        code = replay_command(replay, place, as_json=as_json)
        if code:
            raise typer.Exit(code)
        return
    options = NightOptions(date, since, until, tuple(sources or ()), story, time_zone, group)
    output = NightOutput(as_json, out, tuple(form or ()), language, deliver)
    nightly_command(options, output, place)
