"""Figures of labels on a few rows, with an encoder and a head that need no weights."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure, Places
from benchmarks.labels.ablation import ablations, without_values
from benchmarks.labels.baselines import baselines, entailment_labels, fit_bands, relation_labels
from benchmarks.labels.claim_pairs import pair_figures
from benchmarks.labels.curve import curves, draw
from benchmarks.labels.documents import DocumentScores, document_figures, findings_of
from benchmarks.labels.engines import Engines, RememberingJudge, Verdicts
from benchmarks.labels.figures import own_figures
from benchmarks.labels.gold import DocumentPair, LabelledPair
from matching.document import Document
from matching.finding import ReasonKind
from matching.testing import HashingEncoder

ROWS = [
    LabelledPair("1", ("The storm killed 12 people.", "The storm killed 8 people."),
                 ("en", "en"), "conflict", "number"),
    LabelledPair("2", ("La tormenta dejó 12 muertos.", "La tormenta dejó 12 muertos."),
                 ("es", "es"), "agree"),
    LabelledPair("3", ("The bridge was closed on Monday.", "La cosecha de trigo aumentó."),
                 ("en", "es"), "extra", "unrelated"),
]  # fmt: skip
ENGINES = Engines(HashingEncoder())


class WordJudge:
    """Texts with the same words agree, with the same first word conflict, others are apart."""

    def __init__(self) -> None:
        self.asked = 0

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """Return certain verdicts."""
        self.asked += len(pairs)
        rows = [self._row(a.split(), b.split()) for a, b in pairs]
        relation = np.array(rows, np.float32).reshape(-1, 3)
        return Verdicts(relation[:, [0, 2, 1]], relation)

    def _row(self, left: list[str], right: list[str]) -> list[int]:
        if left == right:
            return [1, 0, 0]
        return [0, 1, 0] if left[0] == right[0] else [0, 0, 1]


def by_metric(figures: Sequence[Figure], words: str) -> Figure:
    """Return the first figure whose metric begins with *words*."""
    return next(figure for figure in figures if figure.metric.startswith(words))


def test_claim_pairs_give_every_figure_and_name_what_is_missing() -> None:
    """Without a head its rows have no figure, which is not zero."""
    figures = list(pair_figures(ROWS, ROWS, ENGINES, "dev"))
    assert by_metric(figures, "macro-F1 of agree").ours == 1.0
    assert by_metric(figures, "label unchanged").ours == 1.0
    assert by_metric(figures, "slot of a found").ours == 1.0
    head = by_metric(figures, "macro-F1 of a baseline: head alone")
    assert head.ours is None
    assert "no entailment head" in head.note


def test_baselines_label_every_row() -> None:
    """With a head there is one answer of each labeller for each row."""
    found = dict(baselines(ROWS, ROWS, Engines(HashingEncoder(), WordJudge())))
    assert {name: len(labels or ()) for name, labels in found.items()} == dict.fromkeys(found, 3)
    assert found["head alone, its relation"] == [row.label for row in ROWS]
    assert found["values alone"] == ["conflict", "agree", "extra"]
    assert len(set(found["majority label"] or ())) == 1


def test_labels_of_the_head_follow_its_likeliest_class() -> None:
    """Relation and inference are read in their own order of columns."""
    assert relation_labels(WordJudge(), ROWS) == ["conflict", "agree", "extra"]
    assert entailment_labels(WordJudge(), ROWS) == ["conflict", "agree", "extra"]


def test_bands_find_the_order_of_labels_that_fits() -> None:
    """The label of a band is what the scores in it have."""
    scores = np.array([0.1, 0.2, 0.5, 0.6, 0.8, 0.9])
    gold = ["extra", "extra", "conflict", "conflict", "agree", "agree"]
    assert fit_bands(scores, gold).label(scores) == gold


def test_silenced_values_are_kept_from_the_program_and_come_back() -> None:
    """Without numbers the conflict of numbers is none; afterwards it is one again."""
    with without_values(ReasonKind.NUMBER):
        assert ENGINES.answers(ROWS[:1])[0].label != "conflict"
    assert ENGINES.answers(ROWS[:1])[0].label == "conflict"


def test_every_kind_of_value_is_left_out_once() -> None:
    """The ablation has a row for each kind, for all of them, for similarity and for the head."""
    found = dict(ablations(ROWS, ENGINES))
    assert {"the number", "the polarity", "any value", "similarity and topic"} <= set(found)
    assert found["the head"] is None
    assert found["the number"] is not None
    assert found["the number"] < 1.0


def test_a_remembering_head_is_asked_once() -> None:
    """A pair that was judged is not judged again, until it is forgotten."""
    judge = WordJudge()
    memory = RememberingJudge(judge)
    first = memory.judge([("a", "b"), ("a", "a"), ("a", "b")])
    assert judge.asked == 2
    assert (memory.judge([("a", "a")]).relation == first.relation[1:2]).all()
    assert judge.asked == 2
    memory.forget()
    memory.judge([("a", "a")])
    assert judge.asked == 3


LEFT = "The storm killed 12 people in Arvenia.\n\nThe port of Lirio was closed on Monday."
RIGHT = "The storm killed 8 people in Arvenia.\n\nThe mayor thanked the firefighters."
DOCUMENTS = DocumentPair(
    "one",
    Document(LEFT, "Agency", "en"),
    Document(RIGHT, "Paper", "en"),
    {
        "conflicts": [
            {
                "left": "The storm killed 12 people in Arvenia",
                "right": "The storm killed 8 people in Arvenia",
                "slot": "number",
            }
        ],
        "extra_left": ["The port of Lirio was closed on Monday"],
        "extra_right": ["The mayor thanked the firefighters"],
    },
)


def test_links_are_scored_against_the_rows_of_the_gold() -> None:
    """One conflict is found, nothing else is linked; a gold with other words is missed."""
    comparison = ENGINES.compare(DOCUMENTS.left, DOCUMENTS.right)
    scores = DocumentScores()
    scores.add(DOCUMENTS, comparison)
    assert (scores.links, scores.right_links, scores.rows, scores.found_rows) == (1, 1, 1, 1)
    assert scores.f1 == 1.0
    assert (scores.tally.extra_found, scores.tally.false_conflicts) == (2, 0)
    none = DocumentPair("two", DOCUMENTS.left, DOCUMENTS.right, {})
    scores.add(none, comparison)
    assert scores.precision == 0.5
    assert scores.recall == 1.0
    assert scores.tally.false_conflicts == 1


def test_statements_are_numbered_in_the_order_of_the_text() -> None:
    """The second pass names them so."""
    assert DOCUMENTS.statements(0) == (
        "The storm killed 12 people in Arvenia",
        "The port of Lirio was closed on Monday",
    )


def test_documents_give_the_figures_of_order() -> None:
    """Swapped, reordered and shuffled comparisons are compared by texts and labels."""
    figures = list(document_figures([DOCUMENTS], ENGINES, "dev"))
    unchanged = [figure.ours for figure in figures if figure.metric.startswith("unchanged")]
    assert unchanged == [1.0, 1.0, 1.0]
    left = ENGINES.compare(DOCUMENTS.left, DOCUMENTS.right)
    right = ENGINES.compare(DOCUMENTS.right, DOCUMENTS.left)
    assert findings_of(left) != findings_of(right)


def test_a_folder_without_gold_is_not_measured(tmp_path: Path) -> None:
    """Missing files are named, and give no figure."""
    figures = list(own_figures(Places(tmp_path), ENGINES, "test"))
    assert [figure.ours for figure in figures] == [None, None]
    assert "pairs_test.yaml" in figures[0].note


def test_the_curve_is_drawn_for_all_and_for_each_language_pair() -> None:
    """Each curve that has answers is a line with its name."""
    found = curves(ROWS, ENGINES.answers(ROWS))
    picture = draw(found, "Right & wrong")
    assert list(found) == ["all", "es-es", "en-en", "es-en and en-es"]
    assert picture.count("<polyline") == 4
    assert "Right &amp; wrong" in picture
