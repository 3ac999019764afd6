"""Pairs of a real sentence and its copy with one word replaced, of known class.

    a member of a closed class by another        conflict  contradiction  red, blue
    an antonym                                   conflict  contradiction  rose, fell
    a synonym, a number by its digits            agree     entailment     two, 2
    a word by what it is a kind of               agree     entailment; neutral the other way

A copy stands beside its own sentence or that sentence in the other language. Where the other
language is known, a word is replaced only if its translation stands there, which tells its
sense: "right" is a side only beside "derecha". Sentences that deny, ask or suppose are left
alone: what follows from them turns round.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from benchmarks.training.contrast_words import Change, index, is_class, unsure_forms
from benchmarks.training.frames import Made
from benchmarks.training.values import LANGUAGES, Random

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,:]\d+)*|\S")
_TURNING = {
    "en": frozenset(
        "no not never nobody nothing none neither nor without if whether unless or cannot don "
        "didn doesn isn wasn aren weren won wouldn couldn shouldn hasn haven hadn can't ain".split()
    ),
    "es": frozenset(
        "no nunca nadie nada ninguno ninguna ningún ni sin si o u tampoco jamás".split()
    ),
}
_DOWNWARD = {
    "en": frozenset("all every each only few most any best least than".split()),
    "es": frozenset("todo toda todos todas cada solo sólo pocos pocas cualquier que".split()),
}
_AUXILIARIES = frozenset("be been being is are was were has have had having get got gets".split())
_BEFORE_BASE = frozenset(
    "to will would can could should must may might not did do does they we you i who 'll".split()
)
_DETERMINERS = frozenset(
    "the a an his her their its this that these those some any no my our your every "
    "el la los las un una unos unas su sus este esta estos estas mi mis otros otras".split()
)
_NO_VERB_AFTER = _DETERMINERS | frozenset("de del a al en con por para sin sobre entre".split())
_WITH_ARTICLE = ("a ", "an ", "un ", "una ", "half ", "media ")
_AN_BEFORE_U = ("un", "um", "ug", "up", "ur")
_LONGEST_PHRASE = 5
_WORDS = range(4, 61)
_MOST_OF_GROUP = 140
_MOST_OF_FORM = 32
_SAME_LANGUAGE = 0.6
_STANDING = 0.5

_CLASS_OF = {"excludes": ("contradiction", "conflict"), "same": ("entailment", "agree")}


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a sentence that *change* may replace by one of *fitting*.

    One of *standing* may be put in its place first, and the change be made of that.
    """

    start: int
    end: int
    form: str
    change: Change
    fitting: Sequence[str]
    standing: Sequence[str] = ()


def contrast_pairs(
    sentences: Sequence[Mapping[str, str]], seed: int, most: Mapping[str, int]
) -> Iterator[Made]:
    """Yield the pairs that replacements make of *sentences* (language to text).

    `most[language]` says how many words of one text are replaced, each in a copy of its own.
    No class, pair or word is used so often that it would stand for its label.
    """
    used: Counter[str] = Counter()
    order = np.random.default_rng(seed).permutation(len(sentences))
    for at in order:
        random = np.random.default_rng((seed, int(at)))
        for language in LANGUAGES:
            if language in sentences[at]:
                places = _of_sentence(sentences[at], language, used, random)
                yield from islice(places, most[language])


def _of_sentence(
    texts: Mapping[str, str], language: str, used: Counter[str], random: Random
) -> Iterator[Made]:
    text = texts[language]
    others = [one for one in LANGUAGES if one != language and one in texts]
    places = find_places(text, language, texts[others[0]] if others else None)
    for at in _rare_first(places, used, random):
        place = places[at]
        group, form = place.change.group, f"{place.change.group} {place.form}"
        if used[group] >= _MOST_OF_GROUP or used[form] >= _MOST_OF_FORM:
            continue
        used[group] += 1
        used[form] += 1
        new = place.fitting[int(random.integers(len(place.fitting)))]
        edited = replaced(text, place.start, place.end, new, language)
        beside = language if not others or random.random() < _SAME_LANGUAGE else others[0]
        old = texts[beside]
        if beside == language and place.standing and random.random() < _STANDING:
            # So that a rare word is no sign of a replacement.
            word = place.standing[int(random.integers(len(place.standing)))]
            if word != new:
                old = replaced(text, place.start, place.end, word, language)
        yield _pair((old, beside), (edited, language), place.change.change, random)


def _rare_first(places: Sequence[_Place], used: Counter[str], random: Random) -> list[int]:
    """Return the order of places: groups that were used less before others."""
    noise = random.random(len(places)) * 20
    return sorted(range(len(places)), key=lambda at: used[places[at].change.group] + noise[at])


def _pair(old: tuple[str, str], new: tuple[str, str], change: str, random: Random) -> Made:
    """Return the sentence and its copy in an order that their class allows."""
    one, two = (old, new) if change != "narrower" else (new, old)
    label, relation = _CLASS_OF.get(change, ("entailment", "agree"))
    if change in _CLASS_OF:
        if random.random() < 0.5:
            one, two = two, one
    elif random.random() < 0.4:
        one, two, label = two, one, "neutral"
    return Made(one[0], two[0], one[1], two[1], label, relation, change)


def find_places(text: str, language: str, translation: str | None) -> list[_Place]:
    """Return every replacement that *text* allows; none where it denies, asks or supposes."""
    tokens = list(_TOKEN.finditer(text))
    words = [token.group() for token in tokens]
    lower = [word.lower() for word in words]
    if len(words) not in _WORDS or "?" in text or set(lower) & _TURNING[language]:
        return []
    there = _phrases(translation) if translation else None
    known = index(language)
    found: list[_Place] = []
    for first in range(len(words)):
        for last in range(min(len(words), first + _LONGEST_PHRASE), first, -1):
            start, end = tokens[first].start(), tokens[last - 1].end()
            form = text[start:end]
            if first == 0 and form not in known and words[1][0].islower():
                form = form[0].lower() + form[1:]
            if form not in known or not _stands_alone(text, start, end):
                continue
            if form[0].isupper() and _in_name(words, first, last):
                continue
            allowed = [
                (change, _in_context(slots, change.old.kind, language, lower, first))
                for change, slots in known[form]
                if _confirmed(change, language, there)
            ]
            allowed = _of_one_class(allowed, form in unsure_forms(language), there)
            found += [
                _Place(start, end, form, change, *fitting)
                for change, slots in allowed
                if slots and (fitting := _fitting(change, slots, language, lower, first))[0]
            ]
            break
    return found


def _of_one_class(
    allowed: list[tuple[Change, frozenset[str]]], unsure: bool, translation: str | None
) -> list[tuple[Change, frozenset[str]]]:
    """Leave out the classes of a word of two, unless the translation has one of them alone."""
    groups = {change.group for change, _ in allowed if is_class(change.group)}
    if not unsure or (translation is not None and len(groups) == 1):
        return allowed
    return [(change, slots) for change, slots in allowed if change.group not in groups]


def _fitting(
    change: Change, slots: frozenset[str], language: str, lower: Sequence[str], first: int
) -> tuple[list[str], list[str]]:
    """Return what may replace a word, and what may stand for it in both sentences."""
    if change.change in ("broader", "narrower") and set(lower) & _DOWNWARD[language]:
        return [], []
    determined = first > 0 and lower[first - 1] in _DETERMINERS
    new, standing = (
        [
            form
            for form in forms
            if _is_new(form, lower) and not (determined and form.startswith(_WITH_ARTICLE))
        ]
        for forms in (change.fitting(slots, language), change.standing(slots, language))
    )
    return new, standing


def _in_name(words: Sequence[str], first: int, last: int) -> bool:
    """Tell whether a capitalised word stands beside another: "New York Times"."""
    beside = [*words[max(1, first - 1) : first], *words[last : last + 1]]
    return any(word[0].isupper() for word in beside)


def _phrases(text: str) -> str:
    return f" {' '.join(token.group().lower() for token in _TOKEN.finditer(text))} "


def _confirmed(change: Change, language: str, translation: str | None) -> bool:
    """Tell whether the translation has the word in this sense, where both can be known."""
    if translation is None:
        return not (change.old.en and change.old.es)
    other = "es" if language == "en" else "en"
    terms = (change.old, *change.new) if change.change == "same" else (change.old,)
    forms = [form for term in terms for form in term.forms(other).values()]
    return not forms or any(f" {form.lower()} " in translation for form in forms)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether no hyphen, sign or apostrophe makes the word part of another."""
    before, after = text[:start][-1:], text[end:][:2]
    if (before and before in "-$€£#@.'’/") or after[:1] in tuple("-%/@"):
        return False
    return after not in ("'t", "’t") and not re.match(r"[.,:]\d", after)


def _in_context(
    slots: frozenset[str], kind: str, language: str, lower: Sequence[str], first: int
) -> frozenset[str]:
    """Return the slots that the words before allow; none where the word is no such verb."""
    if kind != "verb":
        return slots
    if language == "es":
        # "La ayuda" and "de visita" are no verbs.
        noun = "pres3s" in slots and first > 0 and lower[first - 1] in _NO_VERB_AFTER
        return frozenset() if noun else slots
    before = set(lower[max(0, first - 3) : first])
    if "base" in slots:
        return slots if len(slots) == 1 and before & _BEFORE_BASE else frozenset()
    if "third" in slots and set(lower[max(0, first - 1) : first]) & _DETERMINERS:
        return frozenset()
    if slots == {"past", "pp"}:
        return frozenset({"pp" if before & (_AUXILIARIES | _DETERMINERS) else "past"})
    return slots


def _is_new(form: str, lower: Sequence[str]) -> bool:
    return f" {form.lower()} " not in f" {' '.join(lower)} "


def replaced(text: str, start: int, end: int, new: str, language: str) -> str:
    """Return *text* with *new* in a place, its capital and the article before it in order."""
    if start == 0:
        new = new[0].upper() + new[1:]
    before = text[:start]
    if language == "en" and re.search(r"\b[Aa]n? $", before):
        vowel = new[0].lower() in "aeio" or new.lower().startswith(_AN_BEFORE_U)
        sounded = vowel and not new.lower().startswith(("eu", "one", "once"))
        before = re.sub(r"\b([Aa])n? $", r"\1n " if sounded or new == "hour" else r"\1 ", before)
    return before + new + text[end:]
