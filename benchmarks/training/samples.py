"""Labelled pairs of claims as signals: what the combiner's weights are fitted to.

Two kinds: pairs that somebody has put side by side (tests/gold/labels/pairs_dev*.yaml), and
claims of two documents that the rules leave alone (docs_dev*.yaml there, and the stories of
seeds/ and tests/gold/hard), of which nearly all are extra.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.gold_words import locate
from benchmarks.labels.engines import SilentEncoder
from benchmarks.labels.gold import LabelledPair, read_documents, read_pairs
from benchmarks.story_gold import covers
from matching.claim import Claim
from matching.document import Document
from matching.embed import Encoder
from matching.evidence import PairEvidence
from matching.judging import judge_claims
from matching.pairing import pair_by_rules
from matching.pairs import read_pair
from matching.reading import read_together
from matching.scoring import score_lone, score_side_by_side
from matching.signals import HEAD_SIGNALS, signals
from matching.thresholds import DEFAULTS
from seeds.load import STORIES, load_stories

TESTS = Path(__file__).parents[2] / "tests" / "gold"

Link = tuple[str, str, str]
"""Words of the left text, of the right, and the label of what they say."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The signals of a pair, its label, and the happening that it is about.

    Pairs about one happening are fitted together or held out together.
    """

    signals: dict[str, float]
    label: str
    group: str

    def without_head(self) -> "Sample":
        """Return the sample without the signals that come from the head."""
        kept = {name: value for name, value in self.signals.items() if name not in HEAD_SIGNALS}
        return replace(self, signals=kept)


def pair_samples(encoder: Encoder, gold: Path = TESTS / "labels") -> list[Sample]:
    """Return the development pairs, judged where there is a head."""
    return [
        Sample(dict(signals(evidence)), row.label, row.pair_id)
        for path in sorted(gold.glob("pairs_dev*.yaml"))
        for row in read_pairs(path)
        for evidence in [_side_by_side(row, encoder)]
    ]


def _side_by_side(row: LabelledPair, encoder: Encoder) -> PairEvidence:
    left, right = read_pair(row.claims, row.languages, (row.published, row.published))
    return score_side_by_side(left, right, encoder, DEFAULTS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of claims of two documents before the head was asked, its label and happening."""

    evidence: PairEvidence
    label: str
    group: str

    @property
    def sample(self) -> Sample:
        """The candidate as signals."""
        return Sample(dict(signals(self.evidence)), self.label, self.group)


def candidates(encoder: Encoder, gold: Path = TESTS) -> list[Candidate]:
    """Return the candidates of the development documents that the rules leave, not judged.

    Updates, of which a fact-checker says neither, are left out.
    """
    silent = SilentEncoder(encoder)
    found: list[Candidate] = []
    for group, left, right, links, unlabelled in _documents(gold):
        claims = tuple(reading.claims for reading in read_together((left, right)).readings)
        ruled, (known,) = pair_by_rules(claims[0], claims[1], silent, DEFAULTS)
        alone = ruled.left_alone, ruled.right_alone
        scored = score_lone(claims[0], claims[1], alone, known.near, silent, DEFAULTS)
        texts = left.text, right.text
        found += [
            Candidate(replace(one, odds=None), _label(one, links, texts), group)
            for one in scored.evidence.values()
            if not any(_meets(one.left, one.right, link, texts) for link in unlabelled)
        ]
    return found


def judged_samples(found: Sequence[Candidate], encoder: Encoder) -> list[Sample]:
    """Return candidates as signals, the head's among them where there is a head."""
    judged = judge_claims([(one.evidence.left, one.evidence.right) for one in found], encoder)
    return [
        replace(one, evidence=replace(one.evidence, judged=judgement)).sample
        for one, judgement in zip(found, judged, strict=True)
    ]


def _documents(
    gold: Path,
) -> Iterator[tuple[str, Document, Document, Sequence[Link], Sequence[Link]]]:
    for path in sorted((gold / "labels").glob("docs_dev*.yaml")):
        for pair in read_documents(path):
            yield pair.pair_id, pair.left, pair.right, pair.links, ()
    for folder in (STORIES, gold / "hard"):
        for story in load_stories(folder):
            for row in story.gold["comparisons"]:
                left, right = story.documents[row["left"]], story.documents[row["right"]]
                links = [
                    (one, two, label)
                    for key, label in (("agree", "agree"), ("conflicts", "conflict"))
                    for entry in row.get(key) or ()
                    for one in (entry["left"], *entry.get("also_left", ()))
                    for two in (entry["right"], *entry.get("also_right", ()))
                ]
                updates = [(r["left"], r["right"], "update") for r in row.get("updates") or ()]
                yield story.slug, left, right, links, updates


def _label(evidence: PairEvidence, links: Sequence[Link], texts: tuple[str, str]) -> str:
    """Return the label of the pair's words; a clash counts before an agreement."""
    met = {link[2] for link in links if _meets(evidence.left, evidence.right, link, texts)}
    return "conflict" if "conflict" in met else "agree" if "agree" in met else "extra"


def _meets(left: Claim, right: Claim, link: Link, texts: tuple[str, str]) -> bool:
    return covers(left, locate(texts[0], link[0])) and covers(right, locate(texts[1], link[1]))
