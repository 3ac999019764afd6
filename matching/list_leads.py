"""A subject before a colon whose verbs follow as items of a list: "La ministra: • pidió …"."""

from collections.abc import Sequence
from dataclasses import replace

from matching.reported_speech import Report
from matching.span import Span
from matching.speech_row import Row


def read_list(
    row: Row, reports: tuple[Report, ...], lead: Span | None
) -> tuple[tuple[Report, ...], Span | None]:
    """Return *reports* with the lead as source of an item's verb, and the lead from here on.

    The lead ends with the first sentence that is no item, and begins anew where one ends
    with a subject and a colon.
    """
    listed = _under_lead(row, reports, lead)
    return (listed, lead) if listed is not None else (reports, _find_lead(row, reports))


def _find_lead(row: Row, reports: Sequence[Report]) -> Span | None:
    """Return the subject that a sentence ends with before its colon, None without one.

    "En la llamada, el presidente:" leaves the verb to the items below; a sentence that
    reports something itself, or has a verb, leaves nothing to them.
    """
    end = len(row) - 1
    if reports or end < 1 or row.sign(end) != ":":
        return None
    begin = row.break_before(end)
    parts = [(a, b) for a, b in row.segments(begin, end) if not row.is_adjunct_start(a)]
    if not parts or any(row.has_verb(a, b) for a, b in parts):
        return None
    first, last = parts[0][0], parts[-1][1]
    return row.span(first, last) if row.subject_in(*parts[0]) == first else None


def _under_lead(
    row: Row, reports: Sequence[Report], lead: Span | None
) -> tuple[Report, ...] | None:
    """Return *reports* with the lead as source of the verb that opens the item.

    None where the sentence is no item of the list: it has a subject of its own.
    """
    opens = row.units[0].span.start
    first = next((r for r in reports if r.cue.start == opens and not r.is_impersonal), None)
    if lead is None or first is None or first.source is not None:
        return None
    is_led = [r is first or (r.source is None and not r.is_impersonal) for r in reports]
    pairs = zip(reports, is_led, strict=True)
    return tuple(replace(r, source=lead) if led else r for r, led in pairs)


def before_colon(row: Row, colon: int) -> tuple[int, int] | None:
    """Return who is quoted after a colon without a verb of speech, None without anybody.

    "Sobre el fichaje, el presidente fue tajante: …" has a subject after its adjuncts;
    "Lo que dijo el ministro fue: …" has one beside the verb of speech.
    """
    begin = row.break_before(colon)
    if row.is_("neuter_articles", begin):
        return _of_free_relative(row, begin, colon)
    for start, _ in row.segments(begin, colon):
        end = row.forward_noun_phrase(start)
        if not row.is_adjunct_start(start) and end > start:
            return start, end
    return None


def _of_free_relative(row: Row, begin: int, colon: int) -> tuple[int, int] | None:
    for k in range(begin + 2, colon):
        if row.words.verb_lemma(row.units[k].text) is None:
            continue
        end = row.forward_noun_phrase(k + 1)
        before = row.subject_in(begin + 2, k)
        if end > k + 1:
            return k + 1, end
        return (before, k) if before is not None else None
    return None
