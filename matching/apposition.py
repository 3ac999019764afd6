"""Which name a role stands beside: "el presidente X", "X, ministro de Defensa de Y"."""

from collections.abc import Mapping, Sequence

from matching.name_tokens import NAME_JOINTS, Word
from matching.people_words import all_titles
from matching.roles import RolePhrase

_BEFORE_ROLE = frozenset(
    (
        "el",
        "la",
        "los",
        "las",
        "the",
        "a",
        "an",
        "un",
        "una",
        "o",
        "os",
        "um",
        "uma",
        "le",
        "l",
        "les",
        "une",
        "su",
        "sus",
        "his",
        "her",
        "its",
        "entonces",
        "then",
        "actual",
        "hoy",
    )
)
_COMMAS = (",", "(", ", (", "—", "–", ":", ",”", ',"')


def _next_name(
    words: Sequence[Word], role: RolePhrase, starts: Mapping[int, int]
) -> tuple[int, bool] | None:
    """Return (name, whether a comma parts it) right after the role; titles may intervene."""
    at = role.last
    while (
        at < len(words)
        and at not in starts
        and words[at].key in all_titles()
        and at < role.last + 3
    ):
        at += 1
    if at not in starts:
        return None
    gap = words[role.last].gap.strip(" \u00a0\"“«'’")
    if gap in ("", "."):
        return starts[at], False
    return (starts[at], True) if gap in (",", "—", "–", "-", "(", ":") else None


def _name_before(words: Sequence[Word], role: RolePhrase, ends: Mapping[int, int]) -> int | None:
    """Return the name before the role, parted by a comma or bracket and at most two articles."""
    at = role.first
    while at > 0 and role.first - at < 2 and words[at - 1].key in _BEFORE_ROLE and at not in ends:
        at -= 1
    if at not in ends:
        return None
    return ends[at] if words[at].gap.strip(' \u00a0"”»') in _COMMAS else None


def _is_closed(words: Sequence[Word], role: RolePhrase) -> bool:
    """Tell "el portavoz, X, ministro," from "el portavoz, X, la ministra dijo", a new subject."""
    if role.last >= len(words):
        return True
    following = words[role.last]
    return bool(following.gap.strip()) or following.key in NAME_JOINTS


def pair_roles(
    words: Sequence[Word], roles: Sequence[RolePhrase], people: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Return role index → index in *people* of the name it stands beside.

    A name that follows without a comma wins, then the name before it unless that name has
    its role already, then a name after a comma: "el canciller, Ana Paz, el ministro, Juan
    Ríos, y…" gives each their own. A second role after a name ends at a sign, or it opens
    another clause.

    Args:
        words: the words of the text.
        roles: role phrases in order.
        people: word index ranges [first, last) of people's names.
    """
    starts = {first: index for index, (first, _) in enumerate(people)}
    ends = {last: index for index, (_, last) in enumerate(people)}
    paired: dict[int, int] = {}
    for number, role in enumerate(roles):
        after = _next_name(words, role, starts)
        before = _name_before(words, role, ends)
        if after and not after[1]:
            paired[number] = after[0]
        elif before is not None and not (
            before in paired.values() and (after or not _is_closed(words, role))
        ):
            paired[number] = before
        elif after:
            paired[number] = after[0]
    _chain(words, roles, paired)
    return paired


def _chain(words: Sequence[Word], roles: Sequence[RolePhrase], paired: dict[int, int]) -> None:
    """Give roles in a row one holder: "la directora, capitana Ana Paz", "X, jefa y fiscal".

    An article after "and" begins another person: "el presidente y el canciller X".
    """
    neighbours = list(zip(range(len(roles)), range(1, len(roles)), strict=False))
    for left, right in [*reversed(neighbours), *neighbours]:
        between = words[roles[left].last : roles[right].first]
        linked = len(between) <= 1 and all(word.key in ("y", "e", "and", "et") for word in between)
        first = words[roles[left].last] if roles[left].last < len(words) else None
        is_row = first is not None and first.gap.strip() in (("", ",") if not between else ("",))
        if linked and is_row and (left in paired) != (right in paired):
            holder = paired.get(left, paired.get(right))
            assert holder is not None
            paired[left] = paired[right] = holder
