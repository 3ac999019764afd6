"""Score `find_attributions` against gold spans: content and source, exact, overlap, token F1.

    python benchmarks/quotes.py --gold tests/gold/quotes_es/test.yaml --split test
    python benchmarks/quotes.py --gold /path/to/polnear_en.jsonl.gz --split dev

docs/attribution.md defines the measures.
"""

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.gold_words import locate
from matching.quotations import find_attributions
from matching.span import Span
from matching.tokens import tokenize

# Left out at both ends before spans are compared: marks are a matter of convention.
_EDGES = "“”\"'‘’«»„.,;:—–- "
_COMPLEMENTISER = re.compile(r"^(that|que)\s+", re.IGNORECASE)


Spans = Sequence[tuple[Span, ...]]


@dataclass(frozen=True)
class GoldText:
    """One text with the attributions people found in it."""

    text: str
    language: str
    contents: tuple[tuple[Span, ...], ...]
    sources: tuple[tuple[Span, ...], ...]


@dataclass
class Score:
    """Counts of one measure; precision, recall and F1 are in [0, 1]."""

    predicted: int = 0
    gold: int = 0
    right: int = 0
    found: int = 0

    @property
    def f1(self) -> tuple[float, float, float]:
        """Return precision, recall and F1; 0 where nothing was predicted or wanted."""
        precision = self.right / self.predicted if self.predicted else 0.0
        recall = self.found / self.gold if self.gold else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


@dataclass
class Scores:
    """The four measures of one role (content or source)."""

    exact: Score = field(default_factory=Score)
    overlap: Score = field(default_factory=Score)
    pair: Score = field(default_factory=Score)
    token: Score = field(default_factory=Score)


def read_gold(path: Path, split: str) -> Iterator[GoldText]:
    """Yield the gold texts of one split from a YAML or gzipped JSON-lines file."""
    if path.suffix == ".yaml":
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            if entry["split"] == split:
                yield _from_yaml(entry)
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if entry["split"] == split:
                yield _from_json(entry)


def _from_json(entry: dict[str, Any]) -> GoldText:
    def spans(role: str) -> tuple[tuple[Span, ...], ...]:
        return tuple(tuple(Span(*pair) for pair in sorted(a[role])) for a in entry["attributions"])

    return GoldText(entry["text"], entry.get("language", "en"), spans("content"), spans("source"))


def _from_yaml(entry: dict[str, Any]) -> GoldText:
    text = entry["text"]

    def places(words: str | list[str] | None) -> tuple[Span, ...]:
        parts = [words] if isinstance(words, str) else words or []
        return tuple(locate(text, part) for part in parts)

    found = entry.get("attributions") or []
    return GoldText(
        text,
        entry.get("language", "es"),
        tuple(places(a["content"]) for a in found),
        tuple(places(a.get("source")) for a in found),
    )


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the lines of *text* that are not blank."""
    lines = (Span(*match.span()).strip(text) for match in re.finditer(r"[^\n]+", text))
    return tuple(line for line in lines if len(line))


def _normalise(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Leave marks and complementisers out at both ends of each span."""
    found = []
    for span in spans:
        part = span.strip(text, also=_EDGES)
        if match := _COMPLEMENTISER.match(part.quote(text)):
            part = Span(part.start + match.end(), part.end).strip(text, also=_EDGES)
        if len(part):
            found.append(part)
    return tuple(found)


def _overlaps(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in left for b in right)


def _count(
    score: Score,
    predicted: Sequence[tuple[Span, ...]],
    gold: Sequence[tuple[Span, ...]],
    matches: Callable[[tuple[Span, ...], tuple[Span, ...]], bool],
) -> None:
    score.predicted += len(predicted)
    score.gold += len(gold)
    score.right += sum(any(matches(p, g) for g in gold) for p in predicted)
    score.found += sum(any(matches(p, g) for p in predicted) for g in gold)


def _add(score: Score, predicted: int, gold: int, shared: int) -> None:
    score.predicted += predicted
    score.gold += gold
    score.right += shared
    score.found += shared


def _pair_off(left: Spans, right: Spans) -> int:
    """Return how many groups overlap when each may be used once, longest overlap first."""
    shared = [
        (_shared(a, b), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if _overlaps(a, b)
    ]
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, i, j in sorted(shared, key=lambda item: (-item[0], item[1], item[2])):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
    return len(used_left)


def _shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def _token_ids(text: str, groups: Iterable[Sequence[Span]]) -> set[int]:
    tokens = [token for token in tokenize(text) if token.is_word]
    spans = [span for group in groups for span in group]
    return {token.span.start for token in tokens if any(s.contains(token.span) for s in spans)}


def add_scores(scores: Scores, text: str, predicted: Spans, gold: Spans) -> None:
    """Count one text's spans of one role into *scores*; empty groups are left out."""
    ours = [group for group in (_normalise(text, p) for p in predicted) if group]
    theirs = [group for group in (_normalise(text, g) for g in gold) if group]
    _count(scores.exact, ours, theirs, lambda p, g: p == g)
    _count(scores.overlap, ours, theirs, _overlaps)
    pairs = _pair_off(ours, theirs)
    _add(scores.pair, len(ours), len(theirs), pairs)
    ours_tokens, theirs_tokens = _token_ids(text, ours), _token_ids(text, theirs)
    _add(scores.token, len(ours_tokens), len(theirs_tokens), len(ours_tokens & theirs_tokens))


def score_texts(texts: Iterable[GoldText]) -> tuple[Scores, Scores]:
    """Return the scores of contents and of sources over *texts*."""
    contents, sources = Scores(), Scores()
    for gold in texts:
        found = find_attributions(gold.text, gold.language, paragraphs(gold.text))
        add_scores(contents, gold.text, [a.content for a in found], list(gold.contents))
        ours = [(a.source,) for a in found if a.source is not None]
        add_scores(sources, gold.text, ours, list(gold.sources))
    return contents, sources


def main() -> None:
    """Print precision, recall and F1 for one gold file and split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    began = time.perf_counter()
    texts = list(read_gold(options.gold, options.split))
    contents, sources = score_texts(texts)
    print(f"{len(texts)} texts, split {options.split}, {time.perf_counter() - began:.1f} s")
    for role, scores in (("content", contents), ("source", sources)):
        for name in ("exact", "overlap", "pair", "token"):
            precision, recall, f1 = getattr(scores, name).f1
            print(f"{role:8} {name:8} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
