"""The reference of commands, read from the command line itself."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer

from scripts.reference.markdown import MADE, code, table
from service.cli.main import app

_HEAD = f"""# Commands

{MADE}

Results go to stdout, everything else to stderr. Exit code 0: done; 1: found what was asked for
(`--fail-on` and the like); 2: could not. [The guide](../cli.md) tells what inputs are read and how
the commands work together. `contraste --version` prints the version.
"""


def cli_page() -> str:
    """Return every command with its arguments and options, their defaults and meaning."""
    group = typer.main.get_command(app)
    found = list(_commands(group, "contraste"))
    contents = "".join(
        f"- [`{name}`](#{name.replace(' ', '-')}): {_first(c)}\n" for name, c in found
    )
    parts = "".join(_part(name, command) for name, command in found)
    return f"{_HEAD}\n{contents}\n{parts}".rstrip() + "\n"


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for word, each in below.items():
        if not each.hidden:
            yield from _commands(each, f"{name} {word}")


def _first(command: Any) -> str:
    return str(command.help).partition("\n\n")[0]


def _part(name: str, command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [e for e in command.params if e.param_type_name == "option" and not e.hidden]
    usage = " ".join([name, *(["[OPTIONS]"] if options else []), *(a.metavar for a in arguments)])
    shown = table(("argument", "meaning"), ((code(each.metavar), each.help) for each in arguments))
    shown += table(
        ("option", "default", "meaning"),
        (
            (code(_form(each)), _default(each), _meaning(each))
            for each in options
            if not each.hidden
        ),
    )
    return f"## {name}\n\n{command.help}\n\n```console\n$ {usage}\n```\n\n{shown}"


def _form(option: Any) -> str:
    """Return an option as it is typed: `--limit INTEGER`, `--worker / --no-worker`."""
    names = " / ".join([*option.opts, *option.secondary_opts])
    if option.is_flag:
        return names
    kind = option.type_descriptor.annotation
    if option.metavar:
        value = option.metavar
    elif isinstance(kind, type) and issubclass(kind, Enum):
        value = "|".join(str(each.value) for each in kind)
    else:
        value = "NUMBER" if kind is int else "TEXT"
    return f"{names} {value}"


def _default(option: Any) -> str:
    default = option.default.value if isinstance(option.default, Enum) else option.default
    if option.is_flag:
        return _flag(option)
    return code(default) if default not in (None, "") else "–"


def _flag(option: Any) -> str:
    names = option.opts if option.default else option.secondary_opts
    return code(names[0]) if names and option.secondary_opts else "–"


def _meaning(option: Any) -> str:
    text = str(option.help)
    low, high = getattr(option, "min", None), getattr(option, "max", None)
    if low is not None and high is not None:
        text += f" From {low} to {high}."
    return text + (
        " May be repeated." if option.multiple and not re.search("repeat|several", text) else ""
    )
