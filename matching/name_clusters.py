"""The forms of one person's name in a story, and which of them are misspelt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from matching.explanation import Explanation
from matching.given_names import are_two_given
from matching.name_keys import are_same_word, is_slip, name_key, slip_distance
from matching.people_words import is_given, is_surname
from matching.roles import Role, are_compatible
from matching.sightings import Form


@dataclass(slots=True)
class Cluster:
    """The forms of one person.

    `slips` maps a form read as a typo to why; `alone` counts the surname on its own.
    """

    forms: list[Form]
    slips: dict[tuple[str, ...], str] = field(default_factory=dict)
    alone: int = 0

    @property
    def count(self) -> int:
        """How often the person is named."""
        return sum(form.count for form in self.forms)

    @property
    def support(self) -> int:
        """How often the person is named, with the sightings of the surname alone."""
        return self.count + self.alone

    @property
    def roles(self) -> frozenset[Role]:
        """Every role that stands beside one of the forms."""
        return frozenset(role for form in self.forms for role in form.roles)

    @property
    def preferred(self) -> Form:
        """Return the most complete form that is well supported, never a typo."""
        sound = [form for form in self.forms if form.words not in self.slips] or self.forms
        full = [form for form in sound if _is_full(form) and not _is_double_surname(form, sound)]
        pool = full or sound
        most = max(form.count for form in pool)
        enough = max(most / 2, min(most, 2))
        supported = [form for form in pool if form.count >= enough]
        return max(supported, key=lambda form: (len(form.words), form.count, form.words))


def core_words(form: Form) -> tuple[str, ...]:
    """Return the words of a form that tell people apart: without particles."""
    return _core(form.words)


@lru_cache(maxsize=65536)
def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    return name_key(" ".join(words)).core


def _is_full(form: Form) -> bool:
    core = core_words(form)
    return len(core) > 1 and all(len(word) > 1 for word in core)


def _is_double_surname(form: Form, others: Iterable[Form]) -> bool:
    """Tell whether *form* begins with the surname another full form ends with."""
    first = core_words(form)[0]
    return any(
        other is not form
        and len(core_words(other)) > 1
        and are_same_word(core_words(other)[-1], first)
        for other in others
    )


def share_role(left: Iterable[Role], right: Iterable[Role]) -> bool:
    """Tell whether one person may hold a role of each side."""
    others = tuple(right)
    return any(are_compatible(one, other) for one in left for other in others)


def _have_different_roles(left: Form, right: Cluster) -> bool:
    return bool(left.roles and right.roles) and not share_role(left.roles, right.roles)


def why_slip(rare: Form, cluster: Cluster, target: Form) -> str | None:
    """Return why *rare* is a misspelling of *target*, None when that would be a guess.

    Two names in one sentence, with different roles, or both written often, are two people.
    Where both spellings are names in their own right, a shared role is needed.
    """
    # What costs least is asked first: most pairs of names in a story are no slips.
    if rare.count > 1 or (cluster.support <= 1 and not (rare.roles and cluster.roles)):
        return None
    edits = slip_distance(rare.words, target.words)
    if edits is None or rare.sentences & target.sentences or _have_different_roles(rare, cluster):
        return None
    shared_role = share_role(rare.roles, cluster.roles)
    if are_two_given(rare.words[0], target.words[0]):  # "Rafaela" is no slip of "Rafael".
        return None
    changed = [(a, b) for a, b in zip(rare.words, target.words, strict=True) if a != b]
    are_both_names = all(_is_name(a) and _is_name(b) for a, b in changed)
    if cluster.support <= 1 and not shared_role:
        return None
    kept = [word for word in rare.words if word in target.words]
    if not shared_role and (are_both_names or not kept):
        return None
    return _slip_reason(edits, kept, shared_role, rare, target)


def _is_name(word: str) -> bool:
    return is_given(word) or is_surname(word)


def _slip_reason(
    edits: int, kept: Sequence[str], shared_role: bool, rare: Form, target: Form
) -> str:
    away = Explanation("1 edit away")
    told = away if edits == 1 else Explanation("{edits} edits away", edits=str(edits))
    if kept:
        told = Explanation("{told}, same {kept}", told=told, kept=" ".join(kept))
    if shared_role:
        told = Explanation("{told}, same role beside it", told=told)
    counts = {"rare": _times(rare.count), "often": _times(target.count)}
    return Explanation("{told}, written {rare} against {often}", told=told, **counts)


def _times(count: int) -> Explanation:
    return Explanation("once") if count == 1 else Explanation("{count} times", count=str(count))


def mark_odd_spellings(cluster: Cluster) -> None:
    """Note as slips the spellings used once where the same language has a frequent one."""
    for form in cluster.forms:
        for other in cluster.forms:
            edits = slip_distance(form.words, other.words)
            if edits and form.count == 1 < other.count and form.languages & other.languages:
                kept = [word for word in form.words if word in other.words]
                shared = share_role(form.roles, other.roles)
                cluster.slips[form.words] = _slip_reason(edits, kept, shared, form, other)


def is_slip_of_surname(form: Form, word: str, cluster: Cluster) -> bool:
    """Tell whether a single word is a slip of a surname the story writes often."""
    if form.count > 1 or cluster.count < 2 or _is_name(word) or len(word) < 4:
        return False
    if _have_different_roles(form, cluster) or any(
        form.sentences & f.sentences for f in cluster.forms
    ):
        return False
    surnames = {
        own for f in cluster.forms if f.words not in cluster.slips for own in core_words(f)[1:]
    }
    return any(is_slip(word, own) for own in surnames)
