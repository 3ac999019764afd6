"""Commands of `contraste`, and the one place where an error becomes a sentence and exit code 2.

Commands import what they use when they run: `contraste --help` must not wait for a model.
"""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from matching.errors import MatchingError
from service.cli import keys
from service.cli.log import send_log_to_stderr
from service.cli.nightly_commands import app as nightly
from service.cli.options import (
    EncodingOption,
    ExpectedOption,
    FailOn,
    FailOnAlteredOption,
    FailOnBrokenOption,
    FailOnOption,
    FailOnQuote,
    FeedOption,
    HtmlOption,
    JsonOption,
    KeepApartOption,
    LanguageOption,
    OutOption,
    PrimaryOption,
    PublishedOption,
    SourceOption,
    TimeZoneOption,
    TitleOption,
    VectorsOption,
    VersionOption,
)
from service.cli.running import app as running
from service.errors import ServiceError

app = typer.Typer(
    name="contraste",
    epilog="LEFT, RIGHT and FILE are .txt, .md, .html, .json or .pdf files, URLs, or - for stdin.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
audit = typer.Typer(help="The log of everything that was written.", no_args_is_help=True)
app.add_typer(audit, name="audit")
app.add_typer(keys.app, name="key")
app.add_typer(running)
app.add_typer(nightly)


@app.callback()
def contraste(_version: VersionOption = False) -> None:
    """Compare what sources say about one event: agree, extra, conflict, undecided."""


def main() -> None:
    """Run the command line; exit code 0 done, 1 found what was asked for, 2 could not."""
    send_log_to_stderr()
    try:
        app()
    except (ServiceError, MatchingError) as error:
        sys.stderr.write(f"contraste: {error}\n")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output went away (`contraste … | head`): nothing is left to say,
        # and the interpreter must not try to flush into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except Exception as error:
        # Exit code 1 means "found"; a fault of ours must not be taken for it.
        logging.getLogger("contraste").critical("internal fault: %s", error, exc_info=True)
        sys.exit(2)


@app.command()
def compare(
    left: Annotated[str, typer.Argument(metavar="LEFT", help="One account of the event.")],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="The other account.")],
    as_json: JsonOption = False,
    html: HtmlOption = None,
    fail_on: FailOnOption = None,
) -> None:
    """Compare two documents claim by claim."""
    from service.cli.comparing import compare_command

    found = compare_command(left, right, as_json=as_json, html=html)
    _finish(found if fail_on is FailOn.CONFLICT else 0)


@app.command()
def article(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="One article quoting several sources.")
    ],
    as_json: JsonOption = False,
    html: HtmlOption = None,
    fail_on: FailOnOption = None,
    keep_apart: KeepApartOption = None,
) -> None:
    """Split one article by who says it, then compare the sources inside it."""
    from service.cli.comparing import article_command

    found = article_command(file, as_json=as_json, html=html, apart=keep_apart or ())
    _finish(found if fail_on is FailOn.CONFLICT else 0)


@app.command()
def pairs(
    lines: Annotated[str, typer.Argument(metavar="IN.jsonl", help='Lines {"id", "a", "b"}.')],
    out: OutOption = None,
    _json: JsonOption = True,  # its lines are JSON in any case
) -> None:
    """Label pairs of claims, one JSON object a line."""
    from service.cli.lines import pairs_command

    pairs_command(lines, out)


@app.command()
def names(
    lines: Annotated[str, typer.Argument(metavar="IN.jsonl", help='Lines {"id", "a", "b"}.')],
    out: OutOption = None,
    _json: JsonOption = True,  # its lines are JSON in any case
) -> None:
    """Decide whether two names mean one person or body, one JSON object a line."""
    from service.cli.lines import names_command

    names_command(lines, out)


@app.command()
def quotes(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The text to read.")],
    primary: PrimaryOption = None,
    as_json: JsonOption = False,
    fail_on: FailOnAlteredOption = None,
) -> None:
    """List who says what, and how faithfully it is quoted from primary sources."""
    from service.cli.quoting import quotes_command
    from service.errors import InputError

    if fail_on is not None and not primary:
        raise InputError("--fail-on altered compares with primary sources; --primary names one.")
    found = quotes_command(file, primary or (), as_json=as_json)
    _finish(found and fail_on is FailOnQuote.ALTERED)


@app.command()
def ingest(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, URLs, or - for stdin.")
    ],
    source: SourceOption = None,
    language: LanguageOption = None,
    published_at: PublishedOption = None,
    time_zone: TimeZoneOption = None,
    title: TitleOption = None,
    encoding: EncodingOption = None,
    feed: FeedOption = False,
    as_json: JsonOption = False,
    fail_on: FailOnBrokenOption = None,
) -> None:
    """Store documents; a page that has changed is a revision, and what that breaks is listed."""
    from service.cli.ingesting import ingest_command
    from service.intake.raw import Corrections

    given = Corrections(source, language, published_at, time_zone, title, encoding)
    code = ingest_command(
        inputs, given, as_json=as_json, is_feed=feed, warns_of_broken=fail_on is not None
    )
    _finish(code)


@app.command()
def migrate(as_json: JsonOption = False) -> None:
    """Bring the database to the newest schema; safe to run at any time."""
    from service.cli.preparing import migrate_command

    migrate_command(as_json=as_json)


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where it goes, all or nothing; - for stdout.")
    ],
    vectors: VectorsOption = True,
    as_json: JsonOption = False,
) -> None:
    """Write all that is stored to one file, while the service goes on; restore reads it."""
    from service.cli.keeping import backup_command

    backup_command(file, vectors=vectors, as_json=as_json)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `contraste backup` wrote.")],
    as_json: JsonOption = False,
) -> None:
    """Fill an empty database, SQLite or PostgreSQL, with a backup of either: all or nothing."""
    from service.cli.keeping import restore_command

    restore_command(file, as_json=as_json)


@app.command()
def seed(as_json: JsonOption = False) -> None:
    """Store the example stories and their comparisons; a second run adds nothing."""
    from service.cli.seeding import seed_command

    seed_command(as_json=as_json)


@audit.command()
def verify(expected: ExpectedOption = None, as_json: JsonOption = False) -> None:
    """Prove that no entry was changed or taken out; exit with 1 and the first one that was."""
    from service.cli.auditing import verify_command

    _finish(verify_command(expected, as_json=as_json))


@app.command()
def model(as_json: JsonOption = False) -> None:
    """Prepare the model in the cache folder, which any other command does when needed."""
    from service.cli.preparing import model_command

    model_command(as_json=as_json)


@app.command()
def demo(
    html: Annotated[
        Path, typer.Option("--html", metavar="FILE", help="Where the page goes.")
    ] = Path("out/demo.html"),
) -> None:
    """Prepare everything and show the reconciliation of the example article."""
    from service.cli.demonstrating import demo_command

    demo_command(html)


@app.command()
def bench(
    groups: Annotated[
        list[str] | None, typer.Argument(metavar="[GROUP]...", help="Groups of figures; all.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FOLDER", help="Where the public sets lie.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="FOLDER", help="Gold; tests/gold by default.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="PAGE", help="Renew the table of this page.")
    ] = None,
    as_json: JsonOption = False,
    fail_short: Annotated[
        bool, typer.Option("--fail-short", help="Exit with 1 when a figure is below its floor.")
    ] = False,
) -> None:
    """Measure how well texts are read, each figure beside its reference and its floor."""
    from benchmarks.figure import Places
    from service.cli.benching import OWN_GOLD, bench_command

    places = Places(gold or OWN_GOLD, data)
    is_short = bench_command(groups or (), places, as_json=as_json, write=write)
    _finish(is_short and fail_short)


@app.command(hidden=True)
def schema(folder: Annotated[Path, typer.Argument(metavar="FOLDER")]) -> None:
    """Write the JSON Schemas of every output, and the API's OpenAPI document, to a folder."""
    from service.api.frozen import write_openapi
    from service.schema import write_schemas

    for path in [*write_schemas(folder), write_openapi(folder)]:
        typer.echo(path)


@app.command(hidden=True)
def settings(page: Annotated[Path, typer.Argument(metavar="PAGE")]) -> None:
    """Renew the table of settings in a page, docs/operations.md."""
    from service.settings_table import renew

    renew(page)


def _finish(code: int) -> None:
    if code:
        raise typer.Exit(code)
