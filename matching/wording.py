"""Fixed wordings of offices and bodies, as they should be spelt."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.name_tokens import part_words, split_words

_LINKS = {
    "es": ("de", "del", "de la"),
    "en": ("of", "for", "of the", "for the"),
    "pt": ("de", "da", "do", "das"),
    "fr": ("de", "de la", "de l'", "des", "du"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One phrase of at least two words: folded words, and each as it is spelt."""

    keys: tuple[str, ...]
    spelt: tuple[str, ...]


def _phrases(language: str) -> Iterator[str]:
    roles = load_lexicon(SHARED, "roles")
    bodies = load_lexicon(SHARED, "organisations")
    links = _LINKS[language]
    states = roles["links"]["state"]
    for row in roles["role"]:
        yield from row.get(language, ())
        if row["concept"] in ("president", "vice_president", "attorney_general"):
            yield from (
                f"{h} {k} {s}" for h in row.get(language, ()) for k in links for s in states
            )
    heads = (*roles["portfolio_heads"][language], *bodies["ministry_heads"][language])
    fields = [field for fields in roles["portfolios"].values() for field in fields]
    for head in heads:
        yield from (f"{head} {link} {field}" for link in links for field in fields)
        yield from (f"{field} {head}" for field in fields if language == "en")
    for topic in ("known", "functions"):
        yield from (form for forms in bodies[topic].values() for form in forms)


@cache
def fixed_wordings(language: str) -> dict[tuple[int, str], tuple[Wording, ...]]:
    """Return the wordings of *language* by their first and by their last word.

    The index is (0, first word) or (words - 1, last word): a phrase with one wrong word has
    at least one of them right. Empty for a language without lists.
    """
    primary = primary_language(language)
    index: dict[tuple[int, str], dict[tuple[str, ...], Wording]] = {}
    for phrase in _phrases(primary) if primary in _LINKS else ():
        words = [word for part in phrase.split() for word in part_words(part)]
        if len(words) < 2:
            continue
        wording = Wording(tuple(key for key, _ in words), tuple(spelt for _, spelt in words))
        for at in (0, len(words) - 1):
            index.setdefault((at, wording.keys[at]), {}).setdefault(wording.keys, wording)
    return {place: tuple(found.values()) for place, found in index.items()}


@cache
def is_fixed(keys: tuple[str, ...], language: str) -> bool:
    """Tell whether folded words are themselves a wording of *language*."""
    return any(wording.keys == keys for wording in fixed_wordings(language).get((0, keys[0]), ()))


@cache
def link_keys(language: str) -> frozenset[tuple[str, ...]]:
    """Return the linking words of role phrases, folded: ("de", "la"), ("of",)."""
    links = [
        *_LINKS.get(primary_language(language), ()),
        *load_lexicon(SHARED, "roles")["links"]["words"],
    ]
    return frozenset(tuple(word.key for word in split_words(link)) for link in links)
