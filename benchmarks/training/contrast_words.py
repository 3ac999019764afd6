"""Which words may take the place of which, and what a sentence then says of the old one.

Read from contrasts.yaml (classes whose members exclude one another) and contrast_pairs.yaml
(antonyms, synonyms, hypernyms). A form that is a word of two classes is unsure: "turkey".
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from benchmarks.training.inflections import english_forms, read_pairs, spanish_forms
from benchmarks.training.values import LANGUAGES, lists

_CLASSES = Path(__file__).parent / "contrasts.yaml"
_DIGITS = (*range(2, 21), *range(30, 100, 10))

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """A word in both languages: its form by slot; empty where a language has none."""

    kind: str
    en: Forms
    es: Forms

    def forms(self, language: str) -> Forms:
        """Return the forms in one language."""
        return self.en if language == "en" else self.es

    def meets(self, other: "Term") -> bool:
        """Tell whether both are one word in a language: "couch" and "sofa" are "sofá"."""
        return any(
            set(self.forms(one).values()) & set(other.forms(one).values()) for one in LANGUAGES
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A word, what may replace it, and the change: excludes, same, broader or narrower.

    The change stays the same where one of *beside* stands for the old word.
    """

    change: str
    group: str
    old: Term
    new: tuple[Term, ...]
    beside: tuple[Term, ...] = ()

    def fitting(self, slots: frozenset[str], language: str) -> list[str]:
        """Return the forms of replacements that have one form for all of *slots*."""
        return _fitting(self.new, slots, language)

    def standing(self, slots: frozenset[str], language: str) -> list[str]:
        """Return the forms of words that may stand for the old one in both sentences."""
        return _fitting(self.beside, slots, language)


def _fitting(terms: Sequence[Term], slots: frozenset[str], language: str) -> list[str]:
    found: list[str] = []
    for term in terms:
        forms = {term.forms(language).get(slot) for slot in slots}
        if len(forms) == 1 and None not in forms:
            found.extend(form for form in forms if form)
    return found


Index = Mapping[str, Sequence[tuple[Change, frozenset[str]]]]


@cache
def read_classes() -> dict[str, dict[str, str]]:
    """Return the data file of classes."""
    found: dict[str, dict[str, str]] = yaml.safe_load(_CLASSES.read_text(encoding="utf-8"))
    return found


@cache
def index(language: str) -> Index:
    """Return the changes of each written form of *language*, with the slots it fills."""
    found: dict[str, list[tuple[Change, frozenset[str]]]] = defaultdict(list)
    for change in (*_class_changes(), *_pair_changes(), *_digit_changes()):
        slots: dict[str, set[str]] = defaultdict(set)
        for slot, form in change.old.forms(language).items():
            slots[form].add(slot)
        for form, filled in slots.items():
            found[form].append((change, frozenset(filled)))
    return found


@cache
def class_forms(name: str, language: str) -> frozenset[str]:
    """Return every form of the members of a class, those of two classes too."""
    return frozenset(
        form for term in _class_terms()[name] for form in term.forms(language).values()
    )


def is_class(group: str) -> bool:
    """Tell whether a change's group is a class, and no pair."""
    return group in _class_terms()


@cache
def unsure_forms(language: str) -> frozenset[str]:
    """Return the forms that are words of two classes."""
    forms: Counter[str] = Counter()
    for terms in _class_terms().values():
        forms.update({form for term in terms for form in term.forms(language).values()})
    return frozenset(form for form, count in forms.items() if count > 1)


@cache
def _class_terms() -> dict[str, list[Term]]:
    """Return the terms of each class; countries are named by CLDR."""
    terms = {
        name: [_entry(word, row["kind"]) for word in row["words"].split(", ")]
        for name, row in read_classes().items()
    }
    english, spanish = (Locale(language).territories for language in ("en", "es"))
    terms["countries"] = [
        _term(str(english[code]), str(spanish[code]), "name")
        for code in lists()["countries"].split()
    ]
    return terms


def _entry(entry: str, kind: str) -> Term:
    english, spanish = entry.split("=")
    return _term(english, spanish, kind)


def _term(english: str, spanish: str, kind: str) -> Term:
    en = english_forms(english, kind) if english else {}
    return Term(kind, en, spanish_forms(spanish, kind) if spanish else {})


def _class_changes() -> Iterator[Change]:
    for name, terms in _class_terms().items():
        row = read_classes().get(name, {})
        lone = [one for one in terms if not any(one.meets(two) for two in terms if one is not two)]
        for term in terms:
            others = tuple(other for other in terms if not term.meets(other))
            yield Change("excludes", name, term, others, tuple(lone))
            same = tuple(other for other in terms if other is not term and term.meets(other))
            if same:
                yield Change("same", name, term, same)
        if "hyper" in row and row["kind"] == "noun":
            general = _entry(row["hyper"], "noun")
            for term in terms:
                yield Change("broader", name, term, (general,), tuple(lone))
            yield Change("narrower", name, general, tuple(terms))


_CHANGES = {
    "antonyms": ("excludes", "excludes"),
    "synonyms": ("same", "same"),
    "hypernyms": ("broader", "narrower"),
}


def _pair_changes() -> Iterator[Change]:
    for section, (forward, backward) in _CHANGES.items():
        for kinds, lines in read_pairs()[section].items():
            kind = {"verbs": "verb", "adjectives": "adj", "nouns": "noun"}.get(kinds, "fixed")
            for entry in ", ".join(lines).split(", "):
                one, two = _poles(entry.removeprefix("^"), kind)
                yield Change(forward, f"{section}: {entry}", one, (two,))
                # "make" is too wide a word for "knit" to stand wherever it does.
                wide = backward == "narrower" and (kind == "verb" or not (one.en and one.es))
                if not entry.startswith("^") and not wide:
                    yield Change(backward, f"{section}: {entry}", two, (one,))


def _poles(entry: str, kind: str) -> tuple[Term, Term]:
    english, spanish = entry.split("=")
    en = english.split("/") if english else ["", ""]
    es = spanish.split("/") if spanish else ["", ""]
    if len(en) == 4:
        en = [f"{en[0]}/{en[2]}", f"{en[1]}/{en[3]}"]
    return _term(en[0], es[0], kind), _term(en[1], es[1], kind)


def _digit_changes() -> Iterator[Change]:
    """Yield numbers from two to ninety in words and in digits."""
    words: dict[str, Any] = {term.en["x"]: term for term in _class_terms()["cardinals"]}
    for number, term in zip(_DIGITS, words.values(), strict=True):
        digits = Term("fixed", {"x": str(number)}, {"x": str(number)})
        yield Change("same", "digits", term, (digits,))
        yield Change("same", "digits", digits, (term,))
