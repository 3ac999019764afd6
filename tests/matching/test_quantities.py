"""Amounts found in sentences, against tests/matching/cases/quantities.yaml."""

import pytest

from matching.quantities import find_quantities
from matching.scores import is_contested
from matching.slots import Quantity
from matching.span import Span
from matching.word_table import Word
from tests.matching.slot_cases import row_id, rows


def _numbers(quantity: Quantity) -> list[float | None]:
    return [quantity.value, quantity.low, quantity.high]


@pytest.mark.parametrize("row", rows("quantities"), ids=row_id)
def test_amounts_of_a_sentence(row) -> None:
    """Each amount is found once, with its unit and the values it admits."""
    found = find_quantities(row["text"], row["language"])
    assert [amount[0] for amount in row["amounts"]] == [one.unit for one in found]
    for expected, one in zip(row["amounts"], found, strict=True):
        numbers = [None if number is None else float(number) for number in expected[1:]]
        assert numbers == pytest.approx(_numbers(one)), one.surface


@pytest.mark.parametrize("row", rows("quantities"), ids=row_id)
def test_surface_is_the_text_of_the_span(row) -> None:
    """An amount quotes the words it came from."""
    for one in find_quantities(row["text"], row["language"]):
        assert one.span.quote(row["text"]) == one.surface


def test_span_limits_the_search_and_keeps_offsets() -> None:
    """Only the given part is searched, and offsets are those of the whole text."""
    text = "🙂 12 muertos\r\ny 30 heridos"
    (only,) = find_quantities(text, "es", Span(12, len(text)))
    assert ("30 heridos", text.index("30")) == (only.surface, only.span.start)


def test_words_of_winning_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many numbers might be scores: else time took the square of the length."""
    looked = []

    def spied(words: tuple[Word, ...], language: str) -> bool:
        looked.append(len(words))
        return is_contested(words, language)

    monkeypatch.setattr("matching.quantities.is_contested", spied)
    assert len(find_quantities("It was 1 to 2, 2 to 3 and 3 to 4.", "en")) > 1
    assert len(looked) == 1
    found = find_quantities("It was 1 to 2 and then 2 to 3, and they lost.", "en")
    assert [one.unit for one in found] == ["score", "score"]


def test_number_without_a_lexicon_is_still_read() -> None:
    """A language without word lists keeps its digits, without a unit."""
    assert [one.value for one in find_quantities("4500 abcd", "und")] == [4500.0]
