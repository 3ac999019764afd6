"""Which posts are one text: an account that answers itself, and edits of one post."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Answering(Protocol):
    """What has to be known of a post to find its thread."""

    @property
    def id(self) -> str:
        """Its own id, decimal digits."""

    @property
    def first_id(self) -> str:
        """The id under which it first stood."""

    @property
    def author_id(self) -> str | None:
        """Whose post it is."""

    @property
    def conversation_id(self) -> str | None:
        """The id of the post that began the conversation."""

    @property
    def in_reply_to_user_id(self) -> str | None:
        """Whom it answers."""

    @property
    def replied_to(self) -> str | None:
        """Which post it answers."""


P = TypeVar("P", bound=Answering)


@dataclass(frozen=True, slots=True)
class Slot(Generic[P]):
    """A place in a thread: the texts that stood there, the earliest first."""

    versions: tuple[P, ...]


def put_together(posts: Sequence[P], extra: Sequence[P]) -> list[tuple[Slot[P], ...]]:
    """Return the threads that *posts* are part of, the places of each in order of time.

    *extra* are posts that may belong to them and make no thread of their own. A post belongs
    to the thread of the one that it answers when both are of one account; where that one is
    not given, to the thread that began the conversation. The order of the input is of no matter.
    """
    slots = _slots([*posts, *extra])
    asked = {post.first_id for post in posts}
    place = {version.id: key for key, slot in slots.items() for version in slot.versions}
    root = {key: key for key in slots}

    def find(key: str) -> str:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    waiting: dict[tuple[str, str], str] = {}
    for key, slot in sorted(slots.items(), key=lambda pair: int(pair[0])):
        parent = _parent(slot, slots, place, waiting)
        if parent is not None:
            root[find(key)] = find(parent)
    threads: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(slots, key=int):
        threads[find(key)].append(key)
    return [
        tuple(slots[key] for key in keys)
        for keys in threads.values()
        if any(key in asked for key in keys)
    ]


def _slots(posts: Sequence[P]) -> dict[str, Slot[P]]:
    versions: defaultdict[str, dict[str, P]] = defaultdict(dict)
    for post in posts:
        versions[post.first_id].setdefault(post.id, post)
    return {
        key: Slot(tuple(sorted(found.values(), key=lambda post: int(post.id))))
        for key, found in versions.items()
    }


def _parent(
    slot: Slot[P],
    slots: dict[str, Slot[P]],
    place: dict[str, str],
    waiting: dict[tuple[str, str], str],
) -> str | None:
    """Return the key of the place that *slot* goes on from, None when it begins a thread."""
    post = slot.versions[0]
    if post.author_id is None:
        return None
    answered = place.get(post.replied_to or "")
    if answered is not None:
        same = slots[answered].versions[0].author_id == post.author_id
        return answered if same and answered != post.first_id else None
    if post.conversation_id is None or post.in_reply_to_user_id != post.author_id:
        return None
    begun = place.get(post.conversation_id)
    if begun is not None and slots[begun].versions[0].author_id == post.author_id:
        return begun if begun != post.first_id else None
    # Neither is given: those of one conversation are at least one thread.
    found = waiting.setdefault((post.author_id, post.conversation_id), post.first_id)
    return found if found != post.first_id else None
