"""Commands that run long, or look after what runs: serve, worker, jobs and deliveries."""

from typing import Annotated

import typer

from service.cli.delivery_commands import app as deliveries
from service.cli.job_commands import app as jobs
from service.cli.options import AddressOption, EngineOption, JsonOption, WorkersOption
from service.work.kinds import EngineKind

app = typer.Typer()
app.add_typer(jobs, name="jobs")
app.add_typer(deliveries, name="deliveries")

_Host = Annotated[
    str, typer.Option("--host", help="Address to listen on; any but loopback needs access control.")
]
_Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 for any that is free.")
]
_Name = Annotated[
    str, typer.Option("--name", help="What the jobs call this worker; the machine's name if empty.")
]
_Drain = Annotated[bool, typer.Option("--drain", help="End when no job waits any more.")]


@app.command()
def serve(
    host: _Host = "127.0.0.1",
    port: _Port = 8000,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Whether to do jobs as well.")
    ] = True,
) -> None:
    """Serve the API, and do jobs beside it, until told to stop."""
    from service.cli.serving import serve_command

    serve_command(host, port, with_worker=worker)


@app.command()
def worker(name: _Name = "", drain: _Drain = False) -> None:
    """Do jobs until told to stop; there may be several workers, on several machines."""
    from service.cli.working import worker_command

    worker_command(name, drain=drain)


@app.command()
def read(
    engine: EngineOption = EngineKind.INLINE,
    address: AddressOption = None,
    workers: WorkersOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Read and embed stored documents that were not read yet; stopped, it can be gone on with."""
    from service.cli.reading import read_command

    raise typer.Exit(read_command(engine, address, workers, as_json=as_json))
