"""Which names of a story belong to one person: clusters of forms, never by a guess."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from matching.name_keys import (
    are_nicknames,
    are_same_word,
    is_contained,
    is_initial,
    is_slip,
    name_key,
    slip_distance,
)
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


@dataclass(frozen=True, slots=True)
class People:
    """The people of a story, and for each single name that fits none or several, why."""

    clusters: tuple[Cluster, ...]
    unresolved: dict[tuple[str, ...], str]


def _core(form: Form) -> tuple[str, ...]:
    return name_key(" ".join(form.words)).core


def _is_full(form: Form) -> bool:
    core = _core(form)
    return len(core) > 1 and all(len(word) > 1 for word in core)


def _is_double_surname(form: Form, others: Iterable[Form]) -> bool:
    """Tell whether *form* begins with the surname another full form ends with."""
    first = _core(form)[0]
    return any(
        other is not form and len(_core(other)) > 1 and are_same_word(_core(other)[-1], first)
        for other in others
    )


def _are_equal(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether two keys hold the same words in any order, spelling or short form."""
    if len(left) != len(right):
        return False
    rest = list(right)
    for word in left:
        match = next(
            (other for other in rest if are_same_word(word, other) or are_nicknames(word, other)),
            None,
        )
        if match is None:
            return False
        rest.remove(match)
    return True


def _joins_surnames(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether "Jara Ruiz" continues "Ana Jara": its first word is the other's last."""
    if len(short) != 2 or len(full) < 2 or (is_given(short[0]) and not is_surname(short[0])):
        return False
    return are_same_word(short[0], full[-1]) and not are_same_word(short[1], full[0])


def _belongs(short: Form, full: Form) -> bool:
    """Tell whether a form may be a shorter or partial way to write a full one."""
    left, right = _core(short), _core(full)
    if len(left) < 2:
        return False
    shortened = len(left) < len(right) or any(map(is_initial, left, right))
    return shortened and is_contained(left, right)


def _share_role(left: Iterable[Role], right: Iterable[Role]) -> bool:
    others = tuple(right)
    return any(are_compatible(one, other) for one in left for other in others)


def _have_different_roles(left: Form, right: Cluster) -> bool:
    return bool(left.roles and right.roles) and not _share_role(left.roles, right.roles)


def why_slip(rare: Form, cluster: Cluster, target: Form) -> str | None:
    """Return why *rare* is a misspelling of *target*, None when that would be a guess.

    Two names in one sentence, with different roles, or both written often, are two people.
    Where both spellings are names in their own right, a shared role is needed.
    """
    edits = slip_distance(rare.words, target.words)
    if edits is None or rare.sentences & target.sentences or _have_different_roles(rare, cluster):
        return None
    shared_role = _share_role(rare.roles, cluster.roles)
    changed = [(a, b) for a, b in zip(rare.words, target.words, strict=True) if a != b]
    are_both_names = all(_is_name(a) and _is_name(b) for a, b in changed)
    is_rare = rare.count == 1 and cluster.support > 1
    if not is_rare and not (shared_role and rare.count == 1):
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
    signals = [f"{edits} edit{'s' if edits > 1 else ''} away"]
    if kept:
        signals.append(f"same {' '.join(kept)}")
    if shared_role:
        signals.append("same role beside it")
    signals.append(f"written {_times(rare.count)} against {_times(target.count)}")
    return ", ".join(signals)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def gather_people(forms: Sequence[Form]) -> People:
    """Return the people that *forms* (name keys with their sightings) stand for.

    Full names first: equal in any order or spelling, then shorter in longer where only one
    longer fits, then slips; single words last, as the surname or else the given name of one
    person. What fits two people stays apart with a reason.
    """
    full = [form for form in forms if len(_core(form)) > 1]
    single = [form for form in forms if len(_core(form)) == 1]
    ranked = sorted(full, key=lambda form: (-len(_core(form)), -form.count, form.words))
    clusters = _equal_clusters(ranked)
    unresolved: dict[tuple[str, ...], str] = {}
    surnames = Counter({_core(form)[0]: form.count for form in single})
    clusters = _merge_slips(_merge_shorter(clusters, unresolved), surnames)
    for form in sorted(single, key=lambda form: (-form.count, form.words)):
        _place_single(form, clusters, unresolved)
    return People(tuple(clusters), unresolved)


def _equal_clusters(forms: Sequence[Form]) -> list[Cluster]:
    clusters: list[Cluster] = []
    for form in forms:
        home = next((c for c in clusters if _are_equal(_core(form), _core(c.forms[0]))), None)
        if home:
            home.forms.append(form)
        else:
            clusters.append(Cluster([form]))
    for cluster in clusters:
        _mark_odd_spellings(cluster)
    return clusters


def _mark_odd_spellings(cluster: Cluster) -> None:
    """Note as slips the spellings used once where the same language has a frequent one."""
    for form in cluster.forms:
        for other in cluster.forms:
            edits = slip_distance(form.words, other.words)
            if edits and form.count == 1 < other.count and form.languages & other.languages:
                kept = [word for word in form.words if word in other.words]
                shared = _share_role(form.roles, other.roles)
                cluster.slips[form.words] = _slip_reason(edits, kept, shared, form, other)


def _merge_shorter(
    clusters: list[Cluster], unresolved: dict[tuple[str, ...], str]
) -> list[Cluster]:
    """Join a shorter form to the only longer one it fits, then surname pairs to their person."""
    kept: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (-len(_core(c.forms[0])), c.forms[0].words)):
        short = cluster.forms[0]
        homes = [home for home in kept if any(_belongs(short, form) for form in home.forms)]
        if not _join(cluster, homes, unresolved):
            kept.append(cluster)
    for cluster in list(kept):
        core = _core(cluster.forms[0])
        homes = [
            home
            for home in kept
            if home is not cluster and any(_joins_surnames(core, _core(f)) for f in home.forms)
        ]
        if _join(cluster, homes, unresolved):
            kept.remove(cluster)
    return kept


def _join(
    cluster: Cluster, homes: Sequence[Cluster], unresolved: dict[tuple[str, ...], str]
) -> bool:
    """Add *cluster* to its only home; with several, note why it stays apart."""
    if len(homes) == 1:
        homes[0].forms.extend(cluster.forms)
    elif homes:
        unresolved[cluster.forms[0].words] = _fits_several(homes)
    return len(homes) == 1


def _fits_several(homes: Sequence[Cluster]) -> str:
    names = sorted(home.preferred.surface for home in homes)
    return f"fits {len(names)} people: {', '.join(names)}"


def _merge_slips(clusters: list[Cluster], surnames: Counter[str]) -> list[Cluster]:
    """Join a form to the person it misspells; the surname alone also speaks for a person."""
    for cluster in clusters:
        cluster.alone = max(surnames[word] for form in cluster.forms for word in _core(form)[1:])
    ranked = sorted(clusters, key=lambda c: (-c.support, c.forms[0].words))
    kept: list[Cluster] = []
    for cluster in ranked:
        rare = cluster.forms[0]
        found = [
            (home, why)
            for home in kept
            for form in home.forms
            if form.words not in home.slips and (why := why_slip(rare, home, form))
        ]
        if len(cluster.forms) == 1 and len({id(home) for home, _ in found}) == 1:
            found[0][0].forms.append(rare)
            found[0][0].slips[rare.words] = found[0][1]
        else:
            kept.append(cluster)
    return kept


def _place_single(
    form: Form, clusters: list[Cluster], unresolved: dict[tuple[str, ...], str]
) -> None:
    """Add a one-word form to the person it names, or keep it apart with a reason."""
    word = _core(form)[0]
    homes = [c for c in clusters if _bears(c, word, surname=True)]
    homes = homes or [c for c in clusters if _bears(c, word, surname=False)]
    if len(homes) > 1:
        homes = [c for c in homes if _share_role(form.roles, c.roles)] or homes
    if not homes:
        slipped = [c for c in clusters if _slips_single(form, word, c)]
        if len(slipped) == 1:
            slipped[0].slips[form.words] = "an edit away from the name, written once"
            homes = slipped
    if len(homes) == 1:
        homes[0].forms.append(form)
        if not any(word in other.words for other in homes[0].forms[:-1]) and form.count == 1:
            homes[0].slips.setdefault(form.words, "sounds like the surname, spelt so once")
        return
    if homes:
        unresolved[form.words] = _fits_several(homes)
    clusters.append(Cluster([form]))


def _bears(cluster: Cluster, word: str, surname: bool) -> bool:
    for form in cluster.forms:
        core = _core(form)
        part = core[1:] if surname else core[:1]
        if form.words not in cluster.slips and any(are_same_word(word, own) for own in part):
            return True
        if len(core) == 1 and are_same_word(word, core[0]):
            return True
    return False


def _slips_single(form: Form, word: str, cluster: Cluster) -> bool:
    """Tell whether a single word is a slip of a surname the story writes often."""
    if form.count > 1 or cluster.count < 2 or _is_name(word) or len(word) < 4:
        return False
    if _have_different_roles(form, cluster) or any(
        form.sentences & f.sentences for f in cluster.forms
    ):
        return False
    surnames = {own for f in cluster.forms if f.words not in cluster.slips for own in _core(f)[1:]}
    return any(is_slip(word, own) for own in surnames)
