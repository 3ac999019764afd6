"""Charts of a report as SVG that stands in its page: no script, no font, equal bytes."""

from collections.abc import Sequence

from markupsafe import Markup

from service.nightly_measures import CalibrationItem, Tally

_DAY, _GAP, _HEIGHT = 5, 1, 24
_BAR_WIDTH = 240
_SIZE, _EDGE = 150, 24

_PARTS = ("agree", "conflict", "undecided", "extra")
# As attributes: printers and mail programs leave style sheets out of drawings.
_FILLS = {
    "agree": "#2e7d51",
    "conflict": "#b3261e",
    "undecided": "#8a8578",
    "extra": "#c9b458",
    "none": "#d8d4c8",
}
_INK, _GREY, _BLUE = "#1c1b19", "#8a8578", "#1f4f8a"


def day_bars(days: Sequence[float | None], told: str) -> Markup:
    """Return a bar a day, as high as its share in [0, 1]; a tick where there is nothing.

    *told* says the same to who cannot see it.
    """
    width = len(days) * (_DAY + _GAP)
    bars = []
    for number, share in enumerate(days):
        x = number * (_DAY + _GAP)
        if share is None:
            bars.append(_rect(x, _HEIGHT - 1, _DAY, 1, "none"))
            continue
        height = round(share * _HEIGHT, 1)
        bars.append(_rect(x, 0, _DAY, round(_HEIGHT - height, 1), "conflict"))
        bars.append(_rect(x, round(_HEIGHT - height, 1), _DAY, height, "agree"))
    return _svg(width, _HEIGHT, told, bars)


def swatch(name: str) -> Markup:
    """Return the colour of a label, for the key beside the charts."""
    return Markup('<svg width="9" height="9" aria-hidden="true">{}</svg>').format(
        Markup(_rect(0, 0, 9, 9, name))  # noqa: S704 - numbers only
    )


def label_bar(tally: Tally, told: str) -> Markup:
    """Return what comparisons came to as parts of one bar."""
    counts = (tally.agree, tally.conflict, tally.undecided, tally.extra_left + tally.extra_right)
    whole = sum(counts) or 1
    bars, x = [], 0.0
    for name, count in zip(_PARTS, counts, strict=True):
        width = round(_BAR_WIDTH * count / whole, 1)
        if width:
            bars.append(_rect(round(x, 1), 0, width, 12, name))
        x += width
    return _svg(_BAR_WIDTH, 12, told, bars)


def reliability(item: CalibrationItem, told: str) -> Markup:
    """Return how often the machine was right (up) by how sure it was (across), both in [0, 1].

    A point's area grows with the findings that it stands for; the diagonal is the ideal.
    """
    end = _EDGE + _SIZE
    parts = [
        f'<path fill="none" stroke="{_INK}" d="M{_EDGE} 4V{_SIZE + 4}H{end}"/>',
        f'<path fill="none" stroke="{_GREY}" stroke-dasharray="4 3" '
        f'd="M{_EDGE} {_SIZE + 4}L{end} 4"/>',
    ]
    for share in (0.0, 0.5, 1.0):
        at = round(_EDGE + share * _SIZE, 1)
        up = round(_SIZE + 4 - share * _SIZE, 1)
        parts.append(_text(at, _SIZE + 18, "middle", share))
        parts.append(_text(_EDGE - 4, up + 3, "end", share))
    for each in item.bins:
        x = round(_EDGE + each.confidence * _SIZE, 1)
        y = round(_SIZE + 4 - each.right * _SIZE, 1)
        radius = round(2 + 8 * (each.count / item.count) ** 0.5, 1)
        parts.append(f'<circle fill="{_BLUE}" cx="{x}" cy="{y}" r="{radius}"/>')
    return _svg(end + 12, _SIZE + 22, told, parts)


def _rect(x: float, y: float, width: float, height: float, name: str) -> str:
    place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return f'<rect fill="{_FILLS[name]}" {place}/>'


def _text(x: float, y: float, anchor: str, share: float) -> str:
    style = f'font-family="sans-serif" font-size="9" fill="{_INK}" text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}" {style}>{share:g}</text>'


def _svg(width: float, height: float, told: str, parts: Sequence[str]) -> Markup:
    inside = Markup("").join(map(Markup, parts))  # numbers and words of this file only
    return Markup(
        '<svg class="chart" role="img" width="{0:g}" height="{1:g}" viewBox="0 0 {0:g} {1:g}">'
        "<title>{2}</title>{3}</svg>"
    ).format(width, height, told, inside)
