"""`contraste bench`."""

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from benchmarks.figure import Figure, Places
from benchmarks.report import figure_text, has_marks, write_tables
from benchmarks.suite import GROUPS
from matching.run_config import CODE_VERSION
from service.bench_contract import BenchDocument, FigurePart
from service.cli.output import progress_bar, stdout_console, write_json
from service.clock import run_time
from service.errors import InputError

OWN_GOLD = Path(__file__).parents[2] / "tests" / "gold"


def bench_command(
    groups: Sequence[str], places: Places, *, as_json: bool, write: Path | None
) -> bool:
    """Measure the named groups (all by default) and show them; tell whether one falls short."""
    chosen = _chosen(groups)
    _check(places, write)
    figures: list[Figure] = []
    with progress_bar("Measuring") as bar:
        for done, name in enumerate(chosen):
            bar(done, len(chosen))
            figures += GROUPS[name](places)
    if write is not None:
        write_tables(write, figures, {name: _made(name) for name in chosen})
    if as_json:
        write_json(_document(figures))
    else:
        _print(figures)
    return any(figure.is_short for figure in figures)


def _check(places: Places, write: Path | None) -> None:
    if not places.gold.is_dir():
        raise InputError(f"There is no gold in {places.gold}; --gold names the folder tests/gold.")
    if places.data is not None and not places.data.is_dir():
        raise InputError(f"{places.data} is no folder; --data names the one with the public sets.")
    if write is not None and not has_marks(write):
        raise InputError(f"{write} has no marks for the table; --write names docs/benchmarks.md.")


def _chosen(groups: Sequence[str]) -> list[str]:
    unknown = [name for name in groups if name not in GROUPS]
    if unknown:
        known = ", ".join(GROUPS)
        raise InputError(f"There is no group of figures “{unknown[0]}”; there are {known}.")
    return [name for name in GROUPS if name in groups or not groups]


def _made(group: str) -> str:
    return (
        f"Made by `contraste bench {group} --data DATA --write docs/benchmarks.md` "
        f"on {run_time():%-d %B %Y}, version {CODE_VERSION}."
    )


def _document(figures: Sequence[Figure]) -> BenchDocument:
    return BenchDocument(
        code_version=CODE_VERSION,
        figures=tuple(
            FigurePart(
                group=figure.group,
                set=figure.set_name,
                metric=figure.metric,
                ours=figure.ours,
                at_least=_limit(figure, is_ceiling=False),
                at_most=_limit(figure, is_ceiling=True),
                reference=figure.reference,
                note=figure.note,
                is_short=figure.is_short,
            )
            for figure in figures
        ),
    )


def _limit(figure: Figure, *, is_ceiling: bool) -> float | None:
    bound = figure.bound
    return bound.value if bound is not None and bound.is_ceiling is is_ceiling else None


def _print(figures: Sequence[Figure]) -> None:
    table = Table("set", "metric", "ours", "reference", "floor")
    for figure in figures:
        floor = str(figure.bound or "")
        table.add_row(
            figure.set_name,
            figure.metric or figure.note,
            figure_text(figure.ours),
            figure.reference,
            f"short: {floor}" if figure.is_short else floor,
        )
    stdout_console().print(table)
