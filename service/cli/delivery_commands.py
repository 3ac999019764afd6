"""`contraste deliveries`: its commands; what they do stands in `service.cli.deliveries`."""

from enum import StrEnum
from typing import Annotated

import typer

from service.cli.options import JsonOption

app = typer.Typer(help="Reports and alerts on their way out.", no_args_is_help=True)

_Ids = Annotated[
    list[str], typer.Argument(metavar="DELIVERY...", help="dlv_…, as the list has them.")
]


class StateName(StrEnum):
    """The states, spelt out here so that the help waits for nothing."""

    WAITING = "waiting"
    SENDING = "sending"
    HANDED = "handed"
    SENT = "sent"
    FAILED = "failed"
    GONE = "gone"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class ChannelName(StrEnum):
    """The channels, likewise."""

    MAIL = "mail"
    WEBHOOK = "webhook"
    FILES = "files"


class FailOnTrouble(StrEnum):
    """What a person may ask to be warned of by exit code 1."""

    TROUBLE = "trouble"


_FailOn = Annotated[
    FailOnTrouble | None,
    typer.Option("--fail-on", help="Exit with 1 when one failed, is gone, or is unknown."),
]


@app.command("list")
def list_deliveries(
    state: Annotated[
        StateName | None, typer.Option("--state", help="Only deliveries in this state.")
    ] = None,
    channel: Annotated[
        ChannelName | None, typer.Option("--channel", help="Only deliveries by this channel.")
    ] = None,
    troubled: Annotated[
        bool, typer.Option("--troubled", help="Only those failed, gone or unknown.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many.")] = 20,
    as_json: JsonOption = False,
    fail_on: _FailOn = None,
) -> None:
    """List deliveries, those queued last first."""
    from service.cli.deliveries import list_command

    found = list_command(state, channel, limit, troubled=troubled, as_json=as_json)
    _finish(found and fail_on is not None)


@app.command()
def send(as_json: JsonOption = False, fail_on: _FailOn = None) -> None:
    """Send what is due now; a worker does so by itself."""
    from service.cli.deliveries import send_command

    found = send_command(as_json=as_json)
    _finish(found and fail_on is not None)


@app.command()
def retry(delivery_ids: _Ids, as_json: JsonOption = False) -> None:
    """Let deliveries be tried again that failed, are gone, unknown or cancelled; all or none."""
    from service.cli.deliveries import retry_command

    retry_command(delivery_ids, as_json=as_json)


@app.command()
def cancel(delivery_ids: _Ids, as_json: JsonOption = False) -> None:
    """Let deliveries that wait not be sent; all or none."""
    from service.cli.deliveries import cancel_command

    cancel_command(delivery_ids, as_json=as_json)


def _finish(is_found: bool) -> None:
    if is_found:
        raise typer.Exit(1)
