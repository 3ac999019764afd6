"""Draw the abstention curve: how many of the labels given are right, by how many are given.

    python -m benchmarks.labels.curve docs/img/abstention.svg [--half dev]

One line for each language pair and one for all, over our own claim pairs.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.labels.claim_pairs import LANGUAGE_PAIRS
from benchmarks.labels.engines import load_engines
from benchmarks.labels.gold import LabelledPair, read_pairs
from benchmarks.labels.kappa import FOLDER
from benchmarks.labels.scores import Answer, abstention_curve

Curve = Sequence[tuple[float, float, float]]

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 400, 64, 44, 24, 88
# Fewer answers than this share of all pairs say nothing about accuracy.
_FROM = 0.1
_STYLES = (
    'stroke="#1b1f24" stroke-width="2.5"',
    'stroke="#0b62d6" stroke-width="2" stroke-dasharray="8 4"',
    'stroke="#b3400a" stroke-width="2" stroke-dasharray="2 4"',
    'stroke="#1a7f37" stroke-width="2" stroke-dasharray="12 4 2 4"',
)


def curves(rows: Sequence[LabelledPair], answers: Sequence[Answer]) -> dict[str, Curve]:
    """Return the curve of all pairs and of each language pair, by name."""
    both = list(zip(rows, answers, strict=True))
    parts = {"all": both} | {
        words: [(row, answer) for row, answer in both if row.language_pair == key]
        for key, words in LANGUAGE_PAIRS.items()
    }
    return {
        name: abstention_curve([row.label for row, _ in part], [answer for _, answer in part])
        for name, part in parts.items()
        if part
    }


def draw(found: Mapping[str, Curve], title: str) -> str:
    """Return the curves as an SVG picture with a title and a legend."""
    lowest = min((y for curve in found.values() for x, y, _ in curve if x >= _FROM), default=0.0)
    floor = min(0.9, int(lowest * 10) / 10)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        ' font-family="system-ui, sans-serif" font-size="13" fill="#1b1f24">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 24, title, 'font-size="15" font-weight="600"'),
        *_axes(floor),
    ]
    for number, (name, curve) in enumerate(found.items()):
        style = _STYLES[number % len(_STYLES)]
        points = " ".join(_place(x, y, floor) for x, y, _ in curve if x >= _FROM)
        parts.append(f'<polyline points="{points}" fill="none" {style}/>')
        x = _LEFT + number * 132
        y = _HEIGHT - 20
        parts.append(f'<line x1="{x}" y1="{y - 4}" x2="{x + 28}" y2="{y - 4}" {style}/>')
        parts.append(_text(x + 34, y, name))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes(floor: float) -> list[str]:
    parts = []
    for step in range(11):
        share = step / 10
        x = _across(share)
        parts.append(_text(x, _HEIGHT - _BOTTOM + 20, f"{share:.0%}", 'text-anchor="middle"'))
        if share >= floor - 1e-9:
            y = _down(share, floor)
            ends = f'x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}"'
            parts.append(f'<line {ends} stroke="#d0d7de"/>')
            parts.append(_text(_LEFT - 8, y + 4, f"{share:.0%}", 'text-anchor="end"'))
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    words = "share of the pairs that get a label, surest first (upright: share of them right)"
    parts.append(_text(middle, _HEIGHT - _BOTTOM + 42, words, 'text-anchor="middle"'))
    return parts


def _across(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _down(share: float, floor: float) -> float:
    return _TOP + (1 - share) / (1 - floor) * (_HEIGHT - _TOP - _BOTTOM)


def _place(x: float, y: float, floor: float) -> str:
    return f"{_across(x):.1f},{_down(max(y, floor), floor):.1f}"


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(words)}</text>'


def main() -> None:
    """Label one half and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("picture", type=Path)
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    options = parser.parse_args()
    rows = read_pairs(FOLDER / f"pairs_{options.half}.yaml")
    found = curves(rows, load_engines().answers(rows))
    half = {"dev": "development half", "test": "test half"}[options.half]
    title = f"Right labels, {len(rows)} claim pairs, {half}"
    options.picture.parent.mkdir(parents=True, exist_ok=True)
    options.picture.write_text(draw(found, title), "utf-8")


if __name__ == "__main__":
    main()
