"""`contraste key`: its commands; what they do stands in `service.cli.keying`."""

from enum import StrEnum
from typing import Annotated

import typer

from service.cli.options import JsonOption

app = typer.Typer(help="Keys to the API: who may do what.", no_args_is_help=True)


class RoleName(StrEnum):
    """The roles, spelt out here so that the help waits for nothing."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose it is; never given twice.")],
    role: Annotated[RoleName, typer.Option("--role", help="What it may do.")],
    expires: Annotated[
        str | None, typer.Option("--expires", metavar="90d", help="12h, 90d, 8w; else never.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key and print it, this once."""
    from service.cli.keying import create_command

    create_command(name, role, expires, as_json=as_json)


@app.command("list")
def list_keys(as_json: JsonOption = False) -> None:
    """List every key there ever was; never the keys themselves."""
    from service.cli.keying import list_command

    list_command(as_json=as_json)


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="key_…, as the list has it.")],
    as_json: JsonOption = False,
) -> None:
    """End a key and the sessions opened with it, at once."""
    from service.cli.keying import revoke_command

    revoke_command(key_id, as_json=as_json)
