"""Print the figures of labels, of the development half by default.

    python -m benchmarks.labels [pairs documents public speed] [--half dev] [--data FOLDER] [--show]

`contraste bench labels` prints all of them, of the test half.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, Places
from benchmarks.labels.claim_pairs import pair_figures
from benchmarks.labels.documents import document_figures
from benchmarks.labels.engines import Engines, load_engines
from benchmarks.labels.gold import read_documents, read_pairs
from benchmarks.labels.kappa import FOLDER
from benchmarks.labels.public import public_figures
from benchmarks.labels.speed import speed_figures
from benchmarks.report import figure_text

PARTS = ("pairs", "documents", "public", "speed")


def main() -> None:
    """Print one line for each figure; with --show the misses of the development half as well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--show", action="store_true", help="print wrong labels of dev")
    options = parser.parse_args()
    engines = load_engines()
    for part in options.parts or PARTS:
        for figure in _figures(part, engines, options.half, options.data):
            print(_line(figure), flush=True)
    if options.show and options.half == "dev":
        _show(engines)


def _figures(part: str, engines: Engines, half: str, data: Path | None) -> Iterator[Figure]:
    if part == "pairs":
        fitted = read_pairs(FOLDER / "pairs_dev.yaml")
        rows = read_pairs(FOLDER / f"pairs_{half}.yaml")
        yield from pair_figures(rows, fitted, engines, half)
    elif part == "documents":
        yield from document_figures(read_documents(FOLDER / f"docs_{half}.yaml"), engines, half)
    elif part == "public":
        yield from public_figures(data, engines)
    else:
        yield from speed_figures(Places(FOLDER.parent, data), engines)


def _line(figure: Figure) -> str:
    limit = f"  [{figure.bound}{', short' if figure.is_short else ''}]" if figure.bound else ""
    reference = f"  ({figure.reference})" if figure.reference else ""
    words = f"{figure.set_name}: {figure.metric or figure.note}"
    return f"{figure_text(figure.ours):>8}  {words}{limit}{reference}"


def _show(engines: Engines) -> None:
    rows = read_pairs(FOLDER / "pairs_dev.yaml")
    for row, answer in zip(rows, engines.answers(rows), strict=True):
        if answer.label != row.label:
            wanted = f"{row.label} {row.slot}".strip()
            kinds = ", ".join(sorted(answer.kinds))
            print(f"{row.pair_id} {wanted} -> {answer.label} {answer.confidence:.2f} ({kinds})")
            print(*(f"    {text}" for text in row.claims), sep="\n")


if __name__ == "__main__":
    main()
