"""Speakers that are no ordinary subject: bodies others speak for, and texts that are read."""

from matching.cue import Cue
from matching.speech_row import Row
from matching.word_classes import WordClass


def find_body(row: Row, cue: Cue, i: int) -> tuple[int, int] | None:
    """Return the body for which others speak: "señalan |desde el ministerio".

    Only a plural verb has such a speaker; "señaló desde Quito" tells the place.
    """
    last = cue.end - 1 if cue.verb_at is None else cue.verb_at
    endings = tuple(row.words.words["plural_endings"]) or ("\0",)
    is_plural = any(
        row.units[k].lower.endswith(endings)
        for k in range(cue.start, last + 1)
        if k == last or row.is_("have", k)
    )
    if not is_plural or not row.is_("body_prepositions", i) or row.is_adjunct(i + 1):
        return None
    end = row.forward_noun_phrase(i + 1)
    return (i + 1, end) if can_speak(row, (i + 1, end), end) else None


def find_leading_body(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the body in front of a cue: "Desde la alcaldía, además, aseguran que …"."""
    for i in range(cue.start - 1, row.break_before(cue.start) - 1, -1):
        if row.is_("body_prepositions", i):
            return find_body(row, cue, i)
        if row.is_complementiser(i) or row.class_at(i) is WordClass.FINITE:
            return None
    return None


def find_text_read(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the text that is read: "se lee en su publicación", "reads the statement".

    A text that an ordinary speech verb only mentions is where it was said, not who said
    it: "El ministerio señaló en un comunicado que …". What one can read may stand on
    anything ("se lee en la puerta") and before the cue ("En el cartel se lee: …").
    """
    if cue.verb is None or not row.words.is_("text_verbs", cue.verb.lemma):
        return None
    reads = row.words.is_("reading_verbs", cue.verb.lemma)
    is_in = row.is_("read_in", cue.end)
    if is_in and not (cue.is_impersonal or reads):
        return None
    start = cue.end + (1 if is_in else 0)
    end = row.forward_noun_phrase(start)
    has_text = any(row.is_("text_nouns", i) for i in range(start, end)) or (reads and end > start)
    if has_text and not row.is_complementiser(end):
        return start, end
    return _text_before(row, cue) if reads and cue.is_impersonal else None


def _text_before(row: Row, cue: Cue) -> tuple[int, int] | None:
    for i in range(cue.start - 1, row.break_before(cue.start) - 1, -1):
        if row.is_("read_in", i):
            end = row.forward_noun_phrase(i + 1)
            return (i + 1, end) if i + 1 < end <= cue.start else None
    return None


def can_speak(row: Row, noun_phrase: tuple[int, int], content: int) -> bool:
    """Tell whether the noun phrase after a cue is its subject: a name or an office.

    "La solidaridad del pueblo" holds a body and speaks no more than "la cuestión".
    """
    if is_abstract(row, *noun_phrase):
        return False
    return any(
        row.class_at(k) is WordClass.NAME
        or row.class_at(k) is WordClass.PRONOUN
        or row.is_role(k)
        or row.is_("bodies", k)
        for k in range(*noun_phrase)
        if k < content
    )


def is_abstract(row: Row, start: int, end: int) -> bool:
    """Tell "la solidaridad del pueblo" by its head from "la asociación de vecinos"."""
    endings = tuple(row.words.words["abstract_endings"])
    head = start
    while head < end and (
        row.class_at(head) in {WordClass.DETERMINER, WordClass.NUMBER} or row.is_quote(head)
    ):
        head += 1
    if not endings or head >= end or row.units[head].is_capitalised:
        return False
    if row.is_("noun_roles", head) or row.is_("bodies", head) or row.is_("text_nouns", head):
        return False
    return row.is_("attitudes", head) or row.units[head].lower.endswith(endings)
