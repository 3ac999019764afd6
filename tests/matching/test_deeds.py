"""Who does what around two opposite words; see also tests/matching/cases/stance.yaml."""

from matching.deeds import have_one_subject, share_a_word, share_an_object, verb_context
from matching.span import Span


def _deed(text: str, verb: str, language: str = "en"):
    start = text.index(verb)
    return verb_context(text, language, Span(start, start + len(verb)))


def test_buyer_and_seller_are_not_one_subject() -> None:
    """The object of one deed is the subject of the other: two sides of one deed."""
    sold = _deed("Chile sold copper to China", "sold")
    bought = _deed("China bought copper from Chile", "bought")
    assert not have_one_subject(sold, bought, one_language=True)
    assert share_an_object(sold, bought)


def test_people_in_general_and_dates_are_nothing_in_common() -> None:
    """Twelve people in May and people in May need not be the same."""
    arrested = _deed("Police arrested 12 people in May", "arrested")
    released = _deed("Twelve people were released in May", "released")
    assert not share_a_word(arrested, released)


def test_names_of_two_languages_meet_by_their_spelling() -> None:
    """A name spelled a little differently is the same subject."""
    won = _deed("Brasil ganó el partido", "ganó", "es")
    lost = _deed("Brazil lost the match", "lost")
    assert have_one_subject(won, lost, one_language=False)
