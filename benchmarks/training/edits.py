"""Pairs made by rule from parallel news sentences: what stays true, and one thing changed.

    a sentence and its translation               agree     entailment
    a sentence and its first clauses             agree     entailment; neutral the other way
    a sentence and its neighbour in the text     extra     neutral
    one number, month, weekday or name replaced  conflict  contradiction
    a verb denied                                conflict  contradiction

Source of the sentences: NTREX-128 (Federmann et al. 2022, CC BY-SA 4.0).
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.training.frames import Made
from benchmarks.training.values import LANGUAGES, Random, lists

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\w])")
_NAME = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)+")
_DENIED = {
    "en": re.compile(
        r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|may)\b(?! not|n't)"
    ),
    "es": re.compile(
        r"(?<!no )(?<!No )\b(es|son|fue|fueron|era|está|están|ha|han|había|será|serán|puede|pueden|"
        r"tiene|tienen|hay|hubo|dijo|debe|deben|quiere|va|van)\b"
    ),
}
_LEAST = 6


def read_parallel(path: Path) -> list[dict[str, str]]:
    """Return sentences in document order: English ("en"), Spanish of two kinds ("es", "mx")."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return [{"en": row["src"], "es": row["tgt"], "mx": row["tgt_mx"]} for row in rows]


def edit_pairs(sentences: Sequence[dict[str, str]], seed: int) -> Iterator[Made]:
    """Yield the pairs that the rules make of *sentences*."""
    names = {
        one: sorted({name for row in sentences for name in _NAME.findall(row[one])})
        for one in LANGUAGES
    }
    for at, row in enumerate(sentences):
        random = np.random.default_rng((seed, at))
        yield Made(row["en"], row["es"], "en", "es", "entailment", "agree", "translated")
        yield Made(row["es"], row["en"], "es", "en", "entailment", "agree", "translated")
        if row["mx"] != row["es"]:
            yield Made(row["mx"], row["es"], "es", "es", "entailment", "agree", "translated")
        for language in LANGUAGES:
            yield from _cut(row, language, random)
            yield from _changed(row, language, names[language], random)
        beside = sentences[at - 1 if at else 1]
        one, two = (LANGUAGES[int(random.integers(2))] for _ in range(2))
        yield Made(row[one], beside[two], one, two, "neutral", "extra", "neighbour")


def _cut(row: dict[str, str], language: str, random: Random) -> Iterator[Made]:
    """Leave out what follows the last comma that leaves a sentence before it."""
    start, _, rest = row[language].rpartition(", ")
    if len(start.split()) < _LEAST or len(rest.split()) < 3:
        return
    short = start.rstrip(" ,;:") + "."
    other = LANGUAGES[int(random.integers(2))]
    if random.random() < 0.6:
        yield Made(row[other], short, other, language, "entailment", "agree", "cut")
    else:
        yield Made(short, row[other], language, other, "neutral", "agree", "added")


def _changed(
    row: dict[str, str], language: str, names: Sequence[str], random: Random
) -> Iterator[Made]:
    text = row[language]
    for edited in (
        _other_number(text, random),
        _other_word(text, lists()["months"][language], random),
        _other_word(text, lists()["weekdays"][language], random),
        _other_name(text, names, random),
        _denied(text, language, random),
    ):
        if edited is None:
            continue
        other = LANGUAGES[int(random.integers(2))]
        pair = (row[other], edited, other, language)
        if random.random() < 0.5:
            pair = (edited, row[other], language, other)
        yield Made(*pair, "contradiction", "conflict", "edited")


def _other_number(text: str, random: Random) -> str | None:
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    chosen = found[int(random.integers(len(found)))]
    digits = chosen.group()
    at = int(random.integers(len(digits.split(",")[0].split(".")[0])))
    new = str((int(digits[at]) + int(random.integers(1, 9))) % 10)
    changed = digits[:at] + new + digits[at + 1 :]
    if changed.startswith("0") and not digits.startswith("0"):
        changed = "1" + changed
    return text[: chosen.start()] + changed + text[chosen.end() :]


def _other_word(text: str, words: Sequence[str], random: Random) -> str | None:
    present = [word for word in words if re.search(rf"\b{word}\b", text) and word != "May"]
    if not present:
        return None
    others = [word for word in words if word not in present]
    new = others[int(random.integers(len(others)))]
    return re.sub(rf"\b{present[0]}\b", new, text, count=1)


def _other_name(text: str, names: Sequence[str], random: Random) -> str | None:
    found = _NAME.findall(text)
    if not found or random.random() < 0.5:
        return None
    old = found[int(random.integers(len(found)))]
    new = names[int(random.integers(len(names)))]
    return text.replace(old, new, 1) if not set(new.split()) & set(text.split()) else None


def _denied(text: str, language: str, random: Random) -> str | None:
    found = list(_DENIED[language].finditer(text))
    if not found or random.random() < 0.4:
        return None
    verb = found[0]
    denied = f"{verb.group()} not" if language == "en" else f"no {verb.group()}"
    return text[: verb.start()] + denied + text[verb.end() :]
