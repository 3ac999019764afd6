"""`contraste jobs`: its commands; what they do stands in `service.cli.jobs`."""

from enum import StrEnum
from typing import Annotated

import typer

from service.cli.options import JsonOption

app = typer.Typer(help="Long work: what waits, runs and failed.", no_args_is_help=True)

_Ids = Annotated[list[str], typer.Argument(metavar="JOB...", help="job_…, as the list has them.")]


class StateName(StrEnum):
    """The states, spelt out here so that the help waits for nothing."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@app.command("list")
def list_jobs(
    state: Annotated[
        StateName | None, typer.Option("--state", help="Only jobs in this state.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only jobs of this kind.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """List jobs, those asked for last first."""
    from service.cli.jobs import list_command

    list_command(state, kind, limit, as_json=as_json)


@app.command()
def show(
    job_id: Annotated[str, typer.Argument(metavar="JOB", help="job_…, as the list has it.")],
    as_json: JsonOption = False,
) -> None:
    """Show one job: how far it is, why it failed, or what came of it."""
    from service.cli.jobs import show_command

    show_command(job_id, as_json=as_json)


@app.command()
def retry(job_ids: _Ids, as_json: JsonOption = False) -> None:
    """Queue jobs again that failed or were cancelled; all of them or none."""
    from service.cli.jobs import retry_command

    retry_command(job_ids, as_json=as_json)


@app.command()
def cancel(job_ids: _Ids, as_json: JsonOption = False) -> None:
    """Let nobody do jobs that wait or run; all of them or none."""
    from service.cli.jobs import cancel_command

    cancel_command(job_ids, as_json=as_json)
