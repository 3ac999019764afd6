"""Score the claims of the whole reading against gold: boundaries and exact claims.

    python -m benchmarks.claims GOLD.yaml [--language es] [--show]

A row has `id`, `language`, `text` and `claims`: each claim is its own exact words, or a list
of stretches where other words interrupt it; "words@@2" is the second appearance. A boundary
is the start or the end of a stretch, punctuation, quotation marks and white space left out.
The text's first start and last end come free to any reader; the inner figure leaves both out.
"""

import argparse
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.gold_words import locate
from matching.document import Document
from matching.reading import read_together
from matching.span import Span

Stretches = frozenset[tuple[int, int]]
"""A claim as the places of its stretches, [start, end) each."""


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One text with the claims that a person cut it into; none for a text that states nothing."""

    row_id: str
    language: str
    text: str
    claims: tuple[Stretches, ...]


@dataclass(slots=True)
class Count:
    """What was found, what was wanted and what is in both; the rates are in [0, 1]."""

    found: int = 0
    wanted: int = 0
    shared: int = 0

    def add(self, found: Counter[Any], wanted: Counter[Any]) -> None:
        """Count one row's items."""
        self.found += found.total()
        self.wanted += wanted.total()
        self.shared += (found & wanted).total()

    @property
    def precision(self) -> float:
        """Share of what was found that is wanted; 1.0 where nothing was found."""
        return self.shared / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is wanted that was found; 1.0 where nothing is wanted."""
        return self.shared / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 where there is nothing to find."""
        return 2 * self.shared / (self.found + self.wanted) if self.found + self.wanted else 1.0


@dataclass(slots=True)
class ClaimScores:
    """The figures of a gold file; counts are summed over the rows (micro)."""

    boundary: Count = field(default_factory=Count)
    inner: Count = field(default_factory=Count)
    exact: Count = field(default_factory=Count)
    empty_rows: int = 0
    kept_empty: int = 0

    @property
    def kept_clean(self) -> float:
        """Share of the rows that state nothing in which nothing was found."""
        return self.kept_empty / self.empty_rows if self.empty_rows else 1.0


def read_gold(path: Path, language: str = "") -> Iterator[GoldRow]:
    """Yield the rows of a gold file, of one language where it is given."""
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        if language in ("", row["language"]):
            yield _gold_row(row)


def _gold_row(row: Mapping[str, Any]) -> GoldRow:
    text = row["text"]
    claims = []
    for claim in row["claims"] or ():
        parts = [claim] if isinstance(claim, str) else claim
        claims.append(_places(text, (locate(text, part) for part in parts)))
    return GoldRow(row["id"], row["language"], text, tuple(claims))


def _places(text: str, spans: Iterable[Span]) -> Stretches:
    trimmed = (_trim(text, span) for span in spans)
    return frozenset((span.start, span.end) for span in trimmed if len(span))


def _trim(text: str, span: Span) -> Span:
    """Return *span* without punctuation, marks and white space at its ends."""
    start, end = span.start, span.end
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and _is_edge(text[end - 1]):
        end -= 1
    return Span(start, end)


def _is_edge(character: str) -> bool:
    return character.isspace() or unicodedata.category(character).startswith("P")


def read_claims(row: GoldRow) -> tuple[Stretches, ...]:
    """Return what the whole reading cuts the text of *row* into."""
    reader = read_together([Document(row.text, "gold", row.language)])
    claims = reader.readings[0].claims
    return tuple(_places(row.text, one.spans) for claim in claims for one in claim.smallest)


def score_rows(
    rows: Iterable[GoldRow], found: Iterable[Sequence[Stretches]] | None = None
) -> ClaimScores:
    """Return the figures of *rows*; *found* are the claims of each row, read here by default."""
    rows = list(rows)
    scores = ClaimScores()
    read = map(read_claims, rows) if found is None else found
    for row, claims in zip(rows, read, strict=True):
        _add(scores, row, claims)
    return scores


def _add(scores: ClaimScores, row: GoldRow, claims: Sequence[Stretches]) -> None:
    whole = _trim(row.text, Span(0, len(row.text)))
    free = {(whole.start, "start"), (whole.end, "end")}
    ours, theirs = _boundaries(claims), _boundaries(row.claims)
    scores.boundary.add(Counter(ours), Counter(theirs))
    scores.inner.add(Counter(ours - free), Counter(theirs - free))
    scores.exact.add(Counter(claims), Counter(row.claims))
    if not row.claims:
        scores.empty_rows += 1
        scores.kept_empty += not claims


def _boundaries(claims: Iterable[Stretches]) -> set[tuple[int, str]]:
    places = [place for claim in claims for place in claim]
    return {(start, "start") for start, _ in places} | {(end, "end") for _, end in places}


def _show(row: GoldRow) -> str:
    """Return one row's misses for a person: what was wanted and what was found instead."""
    claims = read_claims(row)
    missed = [claim for claim in row.claims if claim not in claims]
    wrong = [claim for claim in claims if claim not in row.claims]
    if not (missed or wrong):
        return ""
    lines = [f"{row.row_id}: {row.text}"]
    lines += [f"  - {_words(row.text, claim)}" for claim in missed]
    lines += [f"  + {_words(row.text, claim)}" for claim in wrong]
    return "\n".join(lines)


def _words(text: str, claim: Stretches) -> str:
    return " … ".join(text[start:end] for start, end in sorted(claim))


def report(scores: ClaimScores) -> str:
    """Return the figures as lines."""
    lines = [
        f"{name:9} P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}"
        for name, count in (
            ("boundary", scores.boundary),
            ("inner", scores.inner),
            ("exact", scores.exact),
        )
    ]
    lines.append(f"no claim  {scores.kept_empty} of {scores.empty_rows} rows kept clean")
    return "\n".join(lines)


def main() -> None:
    """Print the figures of one gold file, for each language and in all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--language", default="", help="only rows of this language")
    parser.add_argument("--show", action="store_true", help="print the misses")
    options = parser.parse_args()
    rows = list(read_gold(options.gold, options.language))
    if options.show:
        print("\n".join(filter(None, map(_show, rows))))
    for language in sorted({row.language for row in rows}):
        own = [row for row in rows if row.language == language]
        print(f"{language}: {len(own)} rows", report(score_rows(own)), sep="\n")
    per_row = statistics.mean(len(row.claims) for row in rows) if rows else 0
    print(f"all: {len(rows)} rows, {per_row:.1f} claims each", report(score_rows(rows)), sep="\n")


if __name__ == "__main__":
    main()
