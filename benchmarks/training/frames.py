"""Pairs of news claims made from frames: kinds of events in many wordings and two languages.

A frame (frames/*.yaml) holds full wordings of one event with slots, wordings that say less,
that contradict, and that tell another fact of the same event. Filled with drawn values, its
wordings make pairs whose class is known:

    two full wordings, equal values             agree     entailed where no slot is added
    a full one and one that says less           agree     entailed; neutral the other way
    two full wordings, one exclusive value off  conflict  contradiction
    two full wordings, two roles exchanged      conflict  contradiction (symmetric: agree)
    a full one and one that contradicts it      conflict  contradiction
    a full one and another fact of the event    extra     neutral
    two full wordings, every value another      extra     neutral
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.training.values import LANGUAGES, Random, Value, draw

_FOLDER = Path(__file__).parent / "frames"
_SLOT = re.compile(r"\{(\w+)\}")
# A thousand that the wording writes itself needs digits before it.
_PLAIN = re.compile(r"\{(\w+)\}(?= mil\b|,000|\.000|%| %)")
_CONTRACTIONS = (("de el ", "del "), ("De el ", "Del "), (" a el ", " al "), ("A el ", "Al "))
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Made:
    """A pair with its classes (INFERENCE of a on b, RELATION) and languages.

    `relation` is None where the pair tells none.
    """

    a: str
    b: str
    lang_a: str
    lang_b: str
    label: str
    relation: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class _Wording:
    text: str
    language: str
    slots: frozenset[str]


@cache
def read_frames() -> tuple[dict[str, Any], ...]:
    """Return all frames of the data files."""
    return tuple(
        frame
        for path in sorted(_FOLDER.glob("*.yaml"))
        if path.stem != "values"
        for frame in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def make_pairs(instances: int, seed: int) -> Iterator[Made]:
    """Yield the pairs of *instances* fillings of every frame."""
    frames = read_frames()
    for at, frame in enumerate(frames):
        for index in range(instances):
            random = np.random.default_rng((seed, at, index))
            yield from _instance(frame, frames[int(random.integers(len(frames)))], random)


def _instance(frame: Mapping[str, Any], other: Mapping[str, Any], random: Random) -> Iterator[Made]:
    values = _values(frame, random)
    full = [
        _fill(text, one, values, random)
        for one in LANGUAGES
        for text in _some(frame[one], 2, random)
    ]
    less = [_fill(text, one, values, random) for one, text in _one_each(frame["less"], random)]
    contra = [_fill(text, one, values, random) for one, text in _one_each(frame["contra"], random)]
    beside = [_fill(text, one, values, random) for one, text in _one_each(frame["other"], random)]
    for a, b in _pairs(full, full, 3, random):
        yield _made(a, b, "entailment" if b.slots <= a.slots else "neutral", "agree", "same")
    for a, b in _pairs(full, less, 2, random):
        if random.random() < 0.6:
            yield _made(a, b, "entailment", "agree", "less")
        else:
            yield _made(b, a, "neutral", "agree", "more")
    for a, b in _pairs(full, contra, 3, random):
        yield _turned(a, b, "contradiction", "conflict", "contra", random)
    for a, b in _pairs(full, beside, 3, random):
        yield _turned(a, b, "neutral", "extra", "beside", random)
    for a, b in _pairs(less + contra, beside, 1, random):
        yield _turned(a, b, "neutral", "extra", "beside", random)
    yield from _changed(frame, values, full, random)
    yield from _exchanged(frame, values, full, random)
    yield from _elsewhere(frame, other, full, random)


def _changed(
    frame: Mapping[str, Any], values: Mapping[str, Value], full: Sequence[_Wording], random: Random
) -> Iterator[Made]:
    """Pair wordings that differ in one value that can have but one."""
    for name in _some(frame["exclusive"], 3, random):
        a = full[int(random.integers(len(full)))]
        language = LANGUAGES[int(random.integers(2))]
        holding = [text for text in frame[language] if f"{{{name}}}" in text]
        if name not in a.slots or not holding:
            continue
        off = {**values, name: _another(frame, name, values, random)}
        # Half of the time the very same words but for the value.
        same = [text for text in holding if _fill(text, language, values, random).text == a.text]
        chosen = same if same and random.random() < 0.5 else holding
        b = _fill(chosen[int(random.integers(len(chosen)))], language, off, random)
        yield _turned(a, b, "contradiction", "conflict", "value", random)


def _exchanged(
    frame: Mapping[str, Any], values: Mapping[str, Value], full: Sequence[_Wording], random: Random
) -> Iterator[Made]:
    for key, label, relation in (
        ("swap", "contradiction", "conflict"),
        ("swap_same", "entailment", "agree"),
    ):
        if key not in frame:
            continue
        one, two = frame[key]
        turned = {**values, one: values[two], two: values[one]}
        language = LANGUAGES[int(random.integers(2))]
        b = _fill(_some(frame[language], 1, random)[0], language, turned, random)
        a = full[int(random.integers(len(full)))]
        if {one, two} <= a.slots & b.slots:
            if relation == "agree" and not b.slots <= a.slots:
                label = "neutral"
            yield _made(a, b, label, relation, key)


def _elsewhere(
    frame: Mapping[str, Any], other: Mapping[str, Any], full: Sequence[_Wording], random: Random
) -> Iterator[Made]:
    """Pair a wording with the same kind of event elsewhere, and with another kind."""
    for source, kind in ((frame, "elsewhere"), (other, "unrelated")):
        language = LANGUAGES[int(random.integers(2))]
        text = _some(source[language], 1, random)[0]
        b = _fill(text, language, _values(source, random), random)
        a = full[int(random.integers(len(full)))]
        yield _turned(a, b, "neutral", "extra", kind, random)


def _values(frame: Mapping[str, Any], random: Random) -> dict[str, Value]:
    """Draw a value for every slot; slots of one kind get different ones."""
    found: dict[str, Value] = {}
    for name, kind in frame["slots"].items():
        for _ in range(_TRIES):
            found[name] = draw(kind, random)
            if all(found[name].key != value.key for key, value in found.items() if key != name):
                break
    return found


def _another(
    frame: Mapping[str, Any], name: str, values: Mapping[str, Value], random: Random
) -> Value:
    taken = {value.key for value in values.values()}
    for _ in range(_TRIES):
        value = draw(frame["slots"][name], random)
        if value.key not in taken:
            return value
    return value


def _fill(text: str, language: str, values: Mapping[str, Value], random: Random) -> _Wording:
    plain = set(_PLAIN.findall(text))
    names = frozenset(_SLOT.findall(text))
    for name in names:
        written = values[name].write(language, random, plain=name in plain)
        text = text.replace(f"{{{name}}}", written)
    if language == "es":
        for apart, joined in _CONTRACTIONS:
            text = text.replace(apart, joined)
    return _Wording(text[0].upper() + text[1:], language, names)


def _some(items: Sequence[Any], count: int, random: Random) -> list[Any]:
    return [items[int(i)] for i in random.permutation(len(items))[:count]]


def _one_each(texts: Mapping[str, Sequence[str]], random: Random) -> list[tuple[str, str]]:
    return [(one, _some(texts[one], 1, random)[0]) for one in LANGUAGES]


def _pairs(
    left: Sequence[_Wording], right: Sequence[_Wording], count: int, random: Random
) -> list[tuple[_Wording, _Wording]]:
    pairs = [(a, b) for a in left for b in right if a.text != b.text]
    return _some(pairs, count, random)


def _made(a: _Wording, b: _Wording, label: str, relation: str, kind: str) -> Made:
    return Made(a.text, b.text, a.language, b.language, label, relation, kind)


def _turned(a: _Wording, b: _Wording, label: str, relation: str, kind: str, random: Random) -> Made:
    """Return a pair whose class is the same both ways, in either order."""
    return _made(*((a, b) if random.random() < 0.5 else (b, a)), label, relation, kind)
