"""Frames: their data is whole, and the pairs made of them are what they are called."""

import re
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from benchmarks.training import frames
from benchmarks.training.frames import Made, make_pairs, read_frames
from benchmarks.training.values import _KINDS, LANGUAGES
from matching.model.pair_head import INFERENCE, RELATION

FRAMES = read_frames()
_RELATION_OF = {
    "same": "agree",
    "less": "agree",
    "more": "agree",
    "swap_same": "agree",
    "contra": "conflict",
    "value": "conflict",
    "swap": "conflict",
    "beside": "extra",
    "elsewhere": "extra",
    "unrelated": "extra",
}


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """One filling of every frame."""
    return list(make_pairs(1, 3))


def _slots(texts: list[str]) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", " ".join(texts)))


def _problems(frame: dict[str, Any]) -> list[str]:
    """Return what is wrong with a frame."""
    kinds = frame["slots"]
    texts = [t for one in LANGUAGES for t in frame[one]]
    texts += [
        t for key in ("less", "contra", "other") for one in LANGUAGES for t in frame[key][one]
    ]
    named = {
        *frame["core"],
        *frame["exclusive"],
        *frame.get("swap", ()),
        *frame.get("swap_same", ()),
    }
    problems = [f"slot {name} is not given" for name in (_slots(texts) | named) - set(kinds)]
    problems += [f"few wordings in {one}" for one in LANGUAGES if len(frame[one]) < 2]
    problems += [
        f"broken braces: {t}" for t in texts if re.search(r"[{}]", re.sub(r"\{\w+\}", "", t))
    ]
    for name, kind in kinds.items():
        if isinstance(kind, str):
            problems += [] if kind in _KINDS else [f"{name} is of an unknown kind"]
        elif len({row["es"] for row in kind}) < 2 or any(not row["en"] for row in kind):
            problems.append(f"{name} lists too few values")
    problems += [f"{n} is in no wording" for n in frame["exclusive"] if n not in _slots(texts)]
    return problems


def test_frames_are_whole() -> None:
    """Every slot is given, in both languages, and can have more than one value."""
    found = {frame["id"]: _problems(frame) for frame in FRAMES}
    assert len(FRAMES) > 300
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_a_class_is_what_its_kind_says(made: list[Made]) -> None:
    """Conflicts contradict, other facts are neutral, agreement is entailed or adds."""
    inference = {"agree": {"entailment", "neutral"}, "conflict": {"contradiction"},
                 "extra": {"neutral"}}  # fmt: skip
    for pair in made:
        assert pair.relation == _RELATION_OF[pair.kind]
        assert pair.label in inference[pair.relation]
    assert {pair.kind for pair in made} == set(_RELATION_OF)
    assert {pair.label for pair in made} == set(INFERENCE)


def test_every_frame_makes_every_relation() -> None:
    """No frame teaches that its event always agrees."""
    by_frame: dict[str, set[str]] = defaultdict(set)
    for frame in FRAMES[::8]:
        random = np.random.default_rng(1)
        for pair in frames._instance(frame, FRAMES[0], random):
            by_frame[frame["id"]].add(pair.relation)
    assert by_frame
    assert {name for name, found in by_frame.items() if found != set(RELATION)} == set()


def test_slots_are_filled_and_texts_differ(made: list[Made]) -> None:
    """A pair of equal texts teaches nothing, one that conflicts would teach a falsehood."""
    for pair in made:
        assert not re.search(r"[{}]", pair.a + pair.b), pair
        assert pair.a != pair.b
        assert pair.a[0] == pair.a[0].upper()
        assert "de el " not in pair.a or pair.lang_a != "es"


def test_all_combinations_of_languages_are_made(made: list[Made]) -> None:
    """Within a language and across."""
    found = {(pair.lang_a, pair.lang_b) for pair in made}
    assert found == {(a, b) for a in LANGUAGES for b in LANGUAGES}


def test_a_seed_gives_the_same_pairs_and_another_gives_others(made: list[Made]) -> None:
    """The command repeats itself; more fillings only add."""
    assert list(make_pairs(1, 3)) == made
    assert list(make_pairs(1, 4)) != made
