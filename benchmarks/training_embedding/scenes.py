"""What the sentence head learns from: scenes told in two languages, and translations.

SNLI's development and test rows (CC BY-SA 4.0) give a premise with a sentence that follows
and one that contradicts; Apertium gives rough Spanish for each. Tatoeba (CC BY 2.0 FR) gives
a thousand sentences translated by people. No text of STS17, which was drawn from SNLI too,
is read: it is the test.
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.similarity import read_rows
from matching.tokens import tokenize

_LONGEST = 220
_SEED = 7


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in English, and in Spanish where there is a translation."""

    english: str
    spanish: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, one that follows from it, and one that contradicts it."""

    premise: Text
    entailed: Text
    contradicted: Text


def read_scenes(data: Path, translations: Path, most: int) -> list[Scene]:
    """Return at most *most* scenes of SNLI, drawn with a fixed seed."""
    spanish = json.loads(translations.read_text(encoding="utf-8"))["en"]
    tested = {
        _plain(row[side]) for row in read_rows(data / "sts/sts17.jsonl.gz") for side in ("a", "b")
    }
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(data / "nli/snli_dev_test.jsonl.gz"):
        premise, hypothesis = (" ".join(row[key].split()) for key in ("premise", "hypothesis"))
        if not _is_used((premise, hypothesis), tested):
            continue
        found[premise][row["label"]].append(hypothesis)
    scenes = [
        Scene(*(_text(text, spanish) for text in (premise, entailed, contradicted)))
        for premise, by_label in found.items()
        for entailed, contradicted in zip(
            by_label["entailment"], by_label["contradiction"], strict=False
        )
    ]
    Random(_SEED).shuffle(scenes)  # noqa: S311 - a draw of rows, not a secret
    return scenes[:most]


def read_bitext(data: Path) -> list[Text]:
    """Return Tatoeba's translated sentences."""
    rows = read_rows(data / "bitext/tatoeba_spa_eng.jsonl.gz")
    return [Text(" ".join(row["tgt"].split()), " ".join(row["src"].split())) for row in rows]


def all_texts(scenes: Iterable[Scene], bitext: Iterable[Text]) -> list[str]:
    """Return every text in both languages, once, in a fixed order."""
    told = [text for s in scenes for text in (s.premise, s.entailed, s.contradicted)]
    both = [side for text in (*told, *bitext) for side in (text.english, text.spanish) if side]
    return list(dict.fromkeys(both))


def _text(english: str, spanish: Mapping[str, str | None]) -> Text:
    return Text(english, spanish.get(english))


def _is_used(texts: Iterable[str], tested: set[str]) -> bool:
    return all(len(text) <= _LONGEST and _plain(text) not in tested for text in texts)


def _plain(text: str) -> str:
    """Return a text's words without case, accents and signs."""
    letters = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(token.text for token in tokenize(bare) if token.is_word)
