"""Pairs made of parallel sentences by one change."""

import gzip
import json
import re
from collections import defaultdict
from pathlib import Path

from benchmarks.training.edits import edit_pairs, read_parallel
from benchmarks.training.frames import Made

SENTENCES = [
    {
        "en": "On Monday the mayor Ana Rey was in New Haven with 42 guests, as its office said.",
        "es": "El lunes la jefa Ana Rey estaba en New Haven con 42 invitados, según dijo ella.",
        "mx": "El lunes la presidenta Ana Rey estaba en New Haven con 42 invitados, dijo ella.",
    },
    {
        "en": "In March the firm of John Smith has sold 3.5 tonnes.",
        "es": "En marzo la empresa de John Smith ha vendido 3,5 toneladas.",
        "mx": "En marzo la empresa de John Smith ha vendido 3,5 toneladas.",
    },
]
TEXTS = {text for row in SENTENCES for text in row.values()}


def _many() -> dict[str, list[Made]]:
    """Return the pairs of many seeds by their kind: each rule is left out now and then."""
    found: dict[str, list[Made]] = defaultdict(list)
    for seed in range(30):
        for pair in edit_pairs(SENTENCES, seed):
            found[pair.kind].append(pair)
    return found


def test_a_seed_gives_the_same_pairs() -> None:
    """The command repeats itself."""
    assert list(edit_pairs(SENTENCES, 3)) == list(edit_pairs(SENTENCES, 3))
    assert list(edit_pairs(SENTENCES, 3)) != list(edit_pairs(SENTENCES, 4))


def test_translations_follow_from_each_other() -> None:
    """Both ways, and between the two kinds of Spanish where they differ."""
    found = [pair for pair in edit_pairs(SENTENCES, 3) if pair.kind == "translated"]
    assert [(pair.lang_a, pair.lang_b) for pair in found] == [
        ("en", "es"), ("es", "en"), ("es", "es"), ("en", "es"), ("es", "en"),
    ]  # fmt: skip
    assert {(pair.label, pair.relation) for pair in found} == {("entailment", "agree")}


def test_one_thing_is_changed() -> None:
    """The edited side is a sentence with one number, word or name off, or a verb denied."""
    for pair in _many()["edited"]:
        assert (pair.label, pair.relation) == ("contradiction", "conflict")
        assert len({pair.a, pair.b} & TEXTS) == 1
        edited = pair.a if pair.b in TEXTS else pair.b
        distances = [
            len(set(edited.split()) ^ set(text.split())) for text in TEXTS if text != edited
        ]
        assert 1 <= min(distances) <= 4, edited


def test_every_rule_of_change_is_used() -> None:
    """A number, a month, a weekday, a name and a denial, in each language."""
    edited = [t for p in _many()["edited"] for t in (p.a, p.b) if t not in TEXTS]
    lost = (
        ("42", "guests"),
        ("42", "invitados"),
        ("March", "tonnes"),
        ("marzo", "toneladas"),
        ("Monday", "guests"),
        ("lunes", "invitados"),
        ("Ana Rey", "guests"),
    )
    for gone, still in lost:
        assert any(gone not in text and still in text for text in edited), gone
    assert any(re.search(r"was not|has not", text) for text in edited)
    assert any(re.search(r"no estaba|no ha |no dijo", text) for text in edited)


def test_numbers_stay_numbers() -> None:
    """One digit is another, and none begins with a nought that did not."""
    edited = [t for p in _many()["edited"] for t in (p.a, p.b) if t not in TEXTS]
    for text in edited:
        (number,) = re.findall(r"\d[\d.,]*\d", text)
        assert len(re.findall(r"\d", number)) in (2, 3)
        assert not number.startswith("0")


def test_a_sentence_cut_short_follows_and_its_neighbour_does_not() -> None:
    """Less is entailed, more is neutral, and the next sentence is another fact."""
    found = _many()
    assert {(p.label, p.relation) for p in found["cut"]} == {("entailment", "agree")}
    assert {(p.label, p.relation) for p in found["added"]} == {("neutral", "agree")}
    assert {(p.label, p.relation) for p in found["neighbour"]} == {("neutral", "extra")}
    assert all(p.b.endswith(("guests.", "invitados.")) for p in found["cut"])
    assert all(p.a.endswith(("guests.", "invitados.")) for p in found["added"])


def test_parallel_sentences_are_read_in_order(tmp_path: Path) -> None:
    """English, and Spanish of two kinds."""
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        for row in SENTENCES:
            line = {"src": row["en"], "tgt": row["es"], "tgt_mx": row["mx"]}
            stream.write(json.dumps(line) + "\n")
    assert read_parallel(path) == SENTENCES
