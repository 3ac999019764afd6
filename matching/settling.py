"""Names whose kind their own words leave open, settled by the rest of the text."""

from collections.abc import Sequence
from dataclasses import replace

from matching.name_page import Page
from matching.organisations import without_company_form
from matching.people_words import is_surname
from matching.runs import Run
from matching.slots import MentionKind


def settle_kinds(page: Page, found: Sequence[Run]) -> list[Run]:
    """Give names of unsure kind the kind that the rest of the text gives them.

    The same words elsewhere decide ("Ducto Norte" by "Ducto Norte S.A."), and a single
    word takes the kind of the person whose name it is part of.
    """
    sure: dict[tuple[str, ...], MentionKind] = {}
    for item in found:
        if item.sure and item.kind is not None:
            sure.setdefault(_settling_key(page, item), item.kind)
    bearers = {
        page.words[at].key
        for item in found
        if item.kind is MentionKind.PERSON and item.last - item.first > 1
        for at in range(item.first, item.last)
        if page.words[at].is_capitalised
    }

    def settled(item: Run) -> Run:
        key = _settling_key(page, item)
        if len(key) == 1 and key[0] in bearers and _may_be_person(page, item):
            return replace(item, kind=MentionKind.PERSON)
        if item.sure:
            return item
        return replace(item, kind=sure.get(key, item.kind))

    return [settled(item) for item in found]


def _settling_key(page: Page, item: Run) -> tuple[str, ...]:
    words = without_company_form(page.words[item.first : item.last])
    return tuple(word.key for word in words)


def _may_be_person(page: Page, item: Run) -> bool:
    """Tell whether a single word that some person bears means that person here."""
    if item.kind is MentionKind.ORGANISATION:
        return False
    if item.kind is not MentionKind.PLACE:
        return True
    previous = page.words[item.first - 1].key if item.first else ""
    is_located = previous in page.lists.places_before or previous in ("a", "to", "de", "of")
    return is_surname(page.words[item.first].key) and not is_located
