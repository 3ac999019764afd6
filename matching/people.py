"""Which names of a story belong to one person: clusters of forms, never by a guess."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matching.explanation import Explanation
from matching.name_clusters import (
    Cluster,
    core_words,
    is_slip_of_surname,
    mark_odd_spellings,
    share_role,
    why_slip,
)
from matching.name_keys import (
    are_nicknames,
    are_same_word,
    is_contained,
    is_initial,
    word_families,
)
from matching.people_words import is_given, is_surname
from matching.sightings import Form


@dataclass(frozen=True, slots=True)
class People:
    """The people of a story, and for each single name that fits none or several, why."""

    clusters: tuple[Cluster, ...]
    unresolved: dict[tuple[str, ...], str]


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
    left, right = core_words(short), core_words(full)
    if len(left) < 2:
        return False
    shortened = len(left) < len(right) or any(map(is_initial, left, right))
    return shortened and is_contained(left, right)


def gather_people(forms: Sequence[Form]) -> People:
    """Return the people that *forms* (name keys with their sightings) stand for.

    Full names first: equal in any order or spelling, then shorter in longer where only one
    longer fits, then slips; single words last, as the surname or else the given name of one
    person. What fits two people stays apart with a reason.
    """
    full = [form for form in forms if len(core_words(form)) > 1]
    single = [form for form in forms if len(core_words(form)) == 1]
    ranked = sorted(full, key=lambda form: (-len(core_words(form)), -form.count, form.words))
    clusters = _equal_clusters(ranked)
    unresolved: dict[tuple[str, ...], str] = {}
    surnames = Counter({core_words(form)[0]: form.count for form in single})
    clusters = _merge_slips(_merge_shorter(clusters, unresolved), surnames)
    for form in sorted(single, key=lambda form: (-form.count, form.words)):
        _place_single(form, clusters, unresolved)
    return People(tuple(clusters), unresolved)


def _is_at_home(form: Form, cluster: Cluster) -> bool:
    """Tell whether *form* names the cluster's person; no sentence names one in two ways.

    "Jack Lunn" and "John Lunn" who stand side by side are two people.
    """
    words, first = core_words(form), core_words(cluster.forms[0])
    if not _are_equal(words, first):
        return False
    is_spelling = all(any(are_same_word(word, own) for own in first) for word in words)
    return is_spelling or not any(form.sentences & other.sentences for other in cluster.forms)


def _equal_clusters(forms: Sequence[Form]) -> list[Cluster]:
    clusters: list[Cluster] = []
    # Only those that share a word with a form, in some spelling, are asked whether it is theirs.
    near: dict[str | int, list[int]] = defaultdict(list)
    for form in forms:
        words = core_words(form)
        asked = sorted({at for key in word_families(words[0]) for at in near.get(key, ())})
        home = next((clusters[at] for at in asked if _is_at_home(form, clusters[at])), None)
        if home:
            home.forms.append(form)
            continue
        for key in {key for word in words for key in word_families(word)}:
            near[key].append(len(clusters))
        clusters.append(Cluster([form]))
    for cluster in clusters:
        mark_odd_spellings(cluster)
    return clusters


def _merge_shorter(
    clusters: list[Cluster], unresolved: dict[tuple[str, ...], str]
) -> list[Cluster]:
    """Join a shorter form to the only longer one it fits, then surname pairs to their person."""
    kept: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (-len(core_words(c.forms[0])), c.forms[0].words)):
        short = cluster.forms[0]
        homes = [home for home in kept if any(_belongs(short, form) for form in home.forms)]
        if not _join(cluster, homes, unresolved):
            kept.append(cluster)
    for cluster in list(kept):
        core = core_words(cluster.forms[0])
        homes = [
            home
            for home in kept
            if home is not cluster and any(_joins_surnames(core, core_words(f)) for f in home.forms)
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
        cluster.alone = max(
            surnames[word] for form in cluster.forms for word in core_words(form)[1:]
        )
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
    word = core_words(form)[0]
    homes = [c for c in clusters if _bears(c, word, surname=True)]
    homes = homes or [c for c in clusters if _bears(c, word, surname=False)]
    if len(homes) > 1:
        homes = [c for c in homes if share_role(form.roles, c.roles)] or homes
    if not homes:
        slipped = [c for c in clusters if is_slip_of_surname(form, word, c)]
        if len(slipped) == 1:
            slipped[0].slips[form.words] = Explanation("an edit away from the name, written once")
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
        core = core_words(form)
        part = core[1:] if surname else core[:1]
        if form.words not in cluster.slips and any(are_same_word(word, own) for own in part):
            return True
        if len(core) == 1 and are_same_word(word, core[0]):
            return True
    return False
