"""Every explanation can be told in every language, with the document's own words inside."""

from string import Formatter

import pytest

from matching.explanation import Explanation
from service.words import LANGUAGES
from service.words.telling import _patterns, tell
from tests.matching.test_explanation import patterns


def places(pattern: str) -> list[str]:
    """Return the names of the places of *pattern* in which values stand."""
    return sorted(name for _, name, _, _ in Formatter().parse(pattern) if name)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_each_pattern_is_translated_with_its_values(language: str) -> None:
    """None is missing, none is left over, and each keeps its places."""
    known = _patterns(language)
    assert set(known) == patterns()
    for pattern, told in known.items():
        assert told
        assert places(told) == places(pattern), pattern


def test_an_explanation_is_told_inside_out() -> None:
    """Its parts are translated, the words of documents are not."""
    opening = Explanation("The amounts differ")
    pattern = "{opening}: “{left}” on the left, “{right}” on the right."
    text = Explanation(pattern, opening=opening, left="{12} ships", right="once")
    assert tell(text, "en") == text
    assert tell(text, "es") == (
        "Las cantidades difieren: «{12} ships» a la izquierda, «once» a la derecha."
    )


def test_a_capital_stays_a_capital() -> None:
    """A phrase that begins a sentence does so in each language."""
    said = Explanation("one affirms what the other denies")
    assert tell(Explanation("{Said}.", said=said), "es") == "Uno afirma lo que el otro niega."


def test_a_plain_text_stays_as_it_is() -> None:
    """What was stored before explanations knew their patterns is shown in English."""
    assert tell("once", "es") == "once"
