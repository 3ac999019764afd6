"""Moments, figures and languages in a reader's language."""

import pytest

from matching.explanation import Explanation
from service.words.local import (
    language_name,
    local_day,
    local_figure,
    local_moment,
    neutral_moment,
)
from service.words.telling import tell


@pytest.mark.parametrize(
    ("iso", "es", "en", "digits"),
    [
        (
            "2026-08-05T17:05:59.338042+00:00",
            "5 ago 2026, 17:05 UTC",
            "5 Aug 2026, 17:05 UTC",
            "2026-08-05 17:05 UTC",
        ),
        (
            "2026-12-31T23:00:00-03:30",
            "31 dic 2026, 23:00 UTC−3:30",
            "31 Dec 2026, 23:00 UTC−3:30",
            "2026-12-31 23:00 UTC−3:30",
        ),
        (
            "2026-01-01T00:00:00+05:00",
            "1 ene 2026, 00:00 UTC+5",
            "1 Jan 2026, 00:00 UTC+5",
            "2026-01-01 00:00 UTC+5",
        ),
    ],
)
def test_a_moment_keeps_its_own_zone(iso: str, es: str, en: str, digits: str) -> None:
    """To the minute, whatever the fraction of a second; no zone is turned into another."""
    assert (local_moment(iso, "es"), local_moment(iso, "en")) == (es, en)
    assert neutral_moment(iso) == digits


def test_days_figures_and_languages() -> None:
    """A month stands alone; a comma is a comma; a tag without a word stays a tag."""
    assert [local_day(each, "es") for each in ("2026-02-16", "2026-02")] == [
        "16 feb 2026",
        "febrero 2026",
    ]
    assert local_figure(0.5, "es") == "0,50"
    assert [local_figure(each, "en", signed=True) for each in (0.5, -0.25)] == ["+0.50", "-0.25"]
    assert [language_name(each, "es") for each in ("en", "pt-BR", "qqq")] == [
        "inglés",
        "portugués de Brasil",
        "qqq",
    ]


def test_an_explanation_tells_what_was_read_as_the_reader_writes_it() -> None:
    """What the library measured and read is written anew; the words of documents stay."""
    read = Explanation("{one} against {two}", one="2026-02-16", two="2026-02")
    pattern = "{opening}: “{left}” on the left, “{right}” on the right ({read})."
    opening = Explanation("The dates differ")
    text = Explanation(pattern, opening=opening, left="2026-02-16", right="0.77", read=read)
    assert tell(text, "es") == (
        "Las fechas difieren: «2026-02-16» a la izquierda, «0.77» a la derecha "
        "(16 feb 2026 frente a febrero 2026)."
    )
    assert "(16 Feb 2026 against February 2026)" in tell(text, "en")
    near = Explanation("{rule} (similarity {near}).", rule="once", near="0.77")
    assert tell(near, "es") == "once (similitud 0,77)."
    assert tell(near, "en") == near
