"""Quotations against a primary source: verdicts, words that differ, and what always holds."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from matching.fidelity import Fidelity, Verdict, check_quotation, compare_words
from matching.fidelity_align import ChangeKind
from matching.fidelity_words import Primary, fold_word, make_primary
from matching.span import Span

DATA = yaml.safe_load(
    (Path(__file__).parent / "cases" / "fidelity.yaml").read_text(encoding="utf-8")
)
TEXT: str = DATA["primary"]
PRIMARY = make_primary(TEXT, "es")


def check(quotation: str, *primaries: Primary, language: str = "es") -> Fidelity:
    """Return the verdict on a whole text as one quotation."""
    return check_quotation(quotation, [Span(0, len(quotation))], language, primaries)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in DATA["cases"]])
def test_verdict_and_words_that_differ(case: dict[str, Any]) -> None:
    """Every case has its verdict, and where it names them its reason and exact changes."""
    quotation = case["quotation"]
    found = check(quotation, PRIMARY, language=case.get("language", "es"))
    shown = [
        [
            change.kind.value,
            change.quoted.quote(quotation) if change.quoted else None,
            change.primary.quote(TEXT) if change.primary else None,
        ]
        for change in found.changes
    ]
    assert found.verdict.value == case["verdict"]
    if "changes" in case:
        assert shown == case["changes"]
    if "reason" in case:
        assert found.reason == case["reason"]


def test_a_cue_that_splits_one_sentence_leaves_nothing_out() -> None:
    """Parts that follow one another in the primary source are one quotation."""
    text = '"No habrá impuestos", dijo, "nuevos este año".'
    first, second = text.index("No"), text.index("nuevos")
    parts = [Span(first, first + 19), Span(second, second + 15)]
    assert check_quotation(text, parts, "es", [PRIMARY]).verdict is Verdict.VERBATIM


def test_parts_of_a_split_quotation_may_be_far_apart() -> None:
    """What the cue parts need not be one sentence, nor in the source's order."""
    text = "El gasto subirá un 12 % en 2027 / No habrá impuestos nuevos este año"
    cut = text.index(" / ")
    parts = [Span(0, cut), Span(cut + 3, len(text))]
    assert check_quotation(text, parts, "es", [PRIMARY]).verdict is Verdict.VERBATIM


def test_the_best_source_is_named() -> None:
    """The source that has the quotation word for word wins, wherever it stands in the list."""
    other = make_primary("Habrá impuestos nuevos el año que viene.", "es")
    quotation = "No habrá impuestos nuevos este año"
    forth, back = check(quotation, other, PRIMARY), check(quotation, PRIMARY, other)
    assert (forth.source, back.source) == (1, 0)
    assert forth.verdict is back.verdict is Verdict.VERBATIM


def test_without_a_source_nothing_is_decided() -> None:
    """No source at all is no evidence of a false quotation."""
    assert check("No habrá impuestos").verdict is Verdict.UNDECIDED
    assert check("No habrá impuestos", make_primary(" … ", "es")).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("EE.UU.", "eeuu", True),
        ("Jerí", "JERI", True),
        ("año", "ano", False),
        ("1.200", "1200", False),
        ("ex-ministro", "exministro", True),
    ],
)
def test_what_is_one_word(left: str, right: str, same: bool) -> None:
    """Accents and inner signs are no differences; ñ and the points of a figure are."""
    assert (fold_word(left) == fold_word(right)) is same


WORDS = st.lists(
    st.sampled_from("alba boca casa dedo este flor gato hora isla jara kilo lado mano".split()),
    min_size=4,
    max_size=40,
)


@given(words=WORDS, data=st.data())
def test_any_part_of_a_text_is_found_where_it_stands(words: list[str], data: st.DataObject) -> None:
    """A run of words of a text is trimmed or verbatim, and its span is an equal run."""
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    text, quotation = " ".join(words), " ".join(words[start:end])
    found = compare_words(quotation, text, "es")
    assert found.verdict in {Verdict.VERBATIM, Verdict.TRIMMED}
    assert [span.quote(text) for span in found.primary] == [quotation]
    assert found.similarity == 1.0
    assert all(change.kind is ChangeKind.LEFT_OUT for change in found.changes)


@given(words=WORDS)
def test_a_text_quotes_itself_verbatim(words: list[str]) -> None:
    """Identity is verbatim, without any change."""
    text = " ".join(words) + "."
    found = compare_words(text, text, "es")
    assert (found.verdict, found.changes) == (Verdict.VERBATIM, ())


@given(words=WORDS, others=st.lists(WORDS, min_size=1, max_size=3), data=st.data())
def test_the_order_of_the_sources_decides_nothing(
    words: list[str], others: list[list[str]], data: st.DataObject
) -> None:
    """Verdict, similarity and words are the same whatever comes first."""
    texts = [" ".join(one) for one in others]
    order = data.draw(st.permutations(range(len(texts))))
    primaries = [make_primary(text, "es") for text in texts]
    forth = check(" ".join(words), *primaries)
    back = check(" ".join(words), *[primaries[i] for i in order])
    assert (forth.verdict, forth.similarity) == (back.verdict, back.similarity)
    assert forth.source is not None
    assert back.source is not None
    assert texts[forth.source] == texts[order[back.source]]


@given(quotation=st.text(max_size=60), text=st.text(max_size=200))
def test_any_text_is_compared_without_a_fault(quotation: str, text: str) -> None:
    """Spans lie inside their texts, and the similarity is a share."""
    found = compare_words(quotation, text, "es")
    assert 0.0 <= found.similarity <= 1.0
    for change in found.changes:
        assert change.quoted is None or change.quoted.quote(quotation)
        assert change.primary is None or change.primary.quote(text)
    assert all(span.quote(text) for span in found.primary)
