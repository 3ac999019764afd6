"""Silent edits of a source: what a page said before and says now, and what that broke."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.ingesting.breaks import Broken, find_broken
from service.store.consistency import Window
from service.store.inconsistencies import Edit
from service.store.unit import Store
from service.web.differences import Stretch, without_long_kept, word_changes


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """An edit with its words and the findings that rest on words that went."""

    edit: Edit
    language: str | None
    changes: Sequence[Stretch]
    broken: Sequence[Broken]


def source_edits(store: Store, window: Window, limit: int) -> Sequence[ShownEdit]:
    """Return the latest edits of a source, newest first."""
    return [
        shown
        for each in store.inconsistencies.edits(window, limit)
        if (shown := shown_edit(store, each))
    ]


def shown_edit(store: Store, edit: Edit) -> ShownEdit | None:
    """Return *edit* with what changed; None when a text of it is not stored."""
    before, now = store.documents.get(edit.earlier_id), store.documents.get(edit.document_id)
    if before is None or now is None:
        return None
    earlier = [
        each.document_id for each in store.pages.history(edit.page_id) if each.number < edit.number
    ]
    return ShownEdit(
        edit,
        now.language,
        without_long_kept(word_changes(before.text, now.text)),
        find_broken(store, earlier, before, now),
    )
