"""Why a document is in its story, as pages show it, and what could be corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.access.roles import Role
from service.grouping.why import Home, Why, why
from service.store.document_lists import DocumentLine
from service.store.stories import StoredStory
from service.store.unit import Store

# Stories that a document can be moved into by choosing; the latest ones.
_OFFERED = 30


@dataclass(frozen=True, slots=True)
class ShownWhy:
    """A document's place and the reasons; `others` are stories that it could be moved to.

    `can_split` tells whether it leaves others behind when it goes.
    """

    line: DocumentLine
    why: Why
    others: Sequence[StoredStory]
    may_edit: bool
    can_split: bool

    @property
    def home(self) -> Home | None:
        """The story that corrections are about: of several, the one begun first."""
        return self.why.homes[0] if self.why.homes else None


def shown_why(store: Store, document_id: str, role: Role) -> ShownWhy:
    """Return why a document is where it is.

    Raises:
        NotFoundError: There is no such document.
    """
    found = why(store, document_id)
    inside = {each.place.story_id for each in found.homes}
    latest = store.stories.latest(_OFFERED + len(inside)) if role.allows(Role.EDITOR) else []
    home = found.homes[0].place.story_id if found.homes else None
    return ShownWhy(
        line=store.document_lists.lines([document_id])[document_id],
        why=found,
        others=[each for each in latest if each.story_id not in inside][:_OFFERED],
        may_edit=role.allows(Role.EDITOR),
        can_split=home is not None and len(store.stories.document_ids(home)) > 1,
    )
