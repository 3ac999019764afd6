"""Cut a text at the borders of everything that lies on it, so that nothing overlaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from matching.span import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layer(Generic[T]):
    """Something that covers a part of a text, such as a claim or a repaired name."""

    span: Span
    value: T


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """A stretch of text that the same layers cover from its first to its last character.

    `layers` is in the order in which they were given; empty where nothing covers it.
    """

    span: Span
    text: str
    layers: tuple[Layer[T], ...]


def cut_text(
    text: str, layers: Iterable[Layer[T]], within: Span | None = None
) -> tuple[Cut[T], ...]:
    """Return the stretches of *text* between all borders of *layers*, in order.

    Joined, the stretches are exactly the text in *within* (all of it by default). Layers
    may nest, overlap, repeat and reach out of *within*; empty ones cover nothing.

    Raises:
        SpanError: a layer ends beyond the text.
    """
    inside = within or Span(0, len(text))
    kept = [layer for layer in layers if layer.span.quote(text) and layer.span.overlaps(inside)]
    borders = {inside.start, inside.end}
    for layer in kept:
        borders.update((max(layer.span.start, inside.start), min(layer.span.end, inside.end)))
    return tuple(_cuts(text, kept, sorted(borders)))


def _cuts(text: str, layers: list[Layer[T]], borders: list[int]) -> Iterable[Cut[T]]:
    """Yield the stretch between each two neighbouring *borders* with the layers open on it."""
    starting = sorted(range(len(layers)), key=lambda i: layers[i].span.start, reverse=True)
    open_layers: dict[int, Layer[T]] = {}
    for start, end in pairwise(borders):
        while starting and layers[starting[-1]].span.start <= start:
            index = starting.pop()
            open_layers[index] = layers[index]
        for index in [i for i, layer in open_layers.items() if layer.span.end <= start]:
            del open_layers[index]
        covering = tuple(open_layers[index] for index in sorted(open_layers))
        yield Cut(Span(start, end), text[start:end], covering)
