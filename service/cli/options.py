"""Options that several commands share, each described once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from service.work.kinds import EngineKind


class FailOn(StrEnum):
    """What a person may ask to be warned of by exit code 1."""

    CONFLICT = "conflict"


class FailOnQuote(StrEnum):
    """What a person may ask to be warned of in quotations."""

    ALTERED = "altered"


class FailOnBroken(StrEnum):
    """What a person may ask to be warned of when pages have changed."""

    BROKEN = "broken"


def _show_version(asked: bool) -> None:
    if asked:
        from matching.run_config import CODE_VERSION

        typer.echo(f"contraste {CODE_VERSION}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option(
        "--version", callback=_show_version, is_eager=True, help="Print the version, and end."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON as docs/schema describes it.")]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Also write a self-contained page.")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="OUT.jsonl", help="Write here, all or nothing, not to stdout."),
]
FailOnOption = Annotated[
    FailOn | None, typer.Option("--fail-on", help="Exit with 1 when there is such a finding.")
]
FailOnAlteredOption = Annotated[
    FailOnQuote | None,
    typer.Option(
        "--fail-on",
        help="Exit with 1 when a quotation is altered or stands in no primary source.",
    ),
]
PrimaryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--primary", metavar="FILE", help="What was really said or published; may be repeated."
    ),
]
KeepApartOption = Annotated[
    list[str] | None,
    typer.Option(
        "--keep-apart",
        metavar="'NAME | NAME'",
        help="Two names that are not one person, place or body; may be given several times.",
    ),
]
ExpectedOption = Annotated[
    str | None,
    typer.Option(
        "--expect", metavar="HEAD", help="A head noted earlier; it must still be in the log."
    ),
]
VectorsOption = Annotated[
    bool,
    typer.Option(
        " /--without-vectors",
        help="Leave out the cache of vectors: a smaller file; they are made again when needed.",
    ),
]
FailOnBrokenOption = Annotated[
    FailOnBroken | None,
    typer.Option("--fail-on", help="Exit with 1 when a changed page breaks a stored finding."),
]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Who published it.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", metavar="TAG", help="Its language, such as es-MX.")
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published-at", metavar="TIME", help="A day, or a time in RFC 3339."),
]
TimeZoneOption = Annotated[
    str | None,
    typer.Option("--time-zone", metavar="ZONE", help="Where its days are read: America/Lima."),
]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="WORDS", help="Its title.")]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Its character set: cp1252.")
]
FeedOption = Annotated[
    bool,
    typer.Option("--feed", help="URLs are feeds asked again and again: only for what changed."),
]
EngineOption = Annotated[
    EngineKind,
    typer.Option(
        "--engine", help="Where the work runs: in this process, in several, or on a Ray cluster."
    ),
]
AddressOption = Annotated[
    str | None,
    typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster; one here if not given."),
]
WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers",
        min=0,
        max=1024,
        help="Processes or actors; 0: as many as CONTRASTE_THREADS, on Ray one for each core.",
    ),
]
