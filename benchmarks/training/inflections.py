"""Forms of the words of contrasts.yaml and contrast_pairs.yaml, each with its slot.

A slot is a place of grammar that a form fits: two words may be exchanged in a sentence where
their forms have one slot in common: "s" and "p" (English noun), "base", "s", "past", "pp",
"ing" (verb), "ms", "fs", "mp", "fp" (Spanish noun and adjective), "x" (never inflected), and
tenses with their persons (Spanish verb).
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PAIRS = Path(__file__).parent / "contrast_pairs.yaml"

_FEMININE = ("a", "as", "ción", "sión", "dad", "tad", "tud", "umbre")
_SHORT = {"primero": "primer", "tercero": "tercer"}
_SHORTENED = (*_SHORT, *"segundo cuarto quinto sexto séptimo octavo noveno décimo".split())
_PLURALS = {"child": "children", "person": "people", "aircraft": "aircraft", "human": "humans"}
_PLAIN_VOWELS = str.maketrans("áéíóú", "aeiou")
_VOWELS = "aeiouáéíóú"


@cache
def read_pairs() -> dict[str, Any]:
    """Return the data file of pairs."""
    found: dict[str, Any] = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    return found


def english_forms(spec: str, kind: str) -> dict[str, str]:
    """Return the forms of an English word ("woman/women") by slot."""
    word, _, plural = spec.strip().partition("/")
    if kind == "noun":
        return {"s": word, "p": plural or _plural(word)}
    if kind == "verb":
        return _english_verb(word)
    return {"x": word}


def spanish_forms(spec: str, kind: str) -> dict[str, str]:
    """Return the forms of a Spanish word ("juez/jueces:m") by slot."""
    text, _, mark = spec.strip().partition(":")
    word, _, plural = text.partition("/")
    if kind == "verb":
        return _spanish_verb(word)
    if kind == "adj":
        return _adjective(word, plural, mark)
    if kind in ("noun", "mass"):
        return _noun(word, plural, mark, counted=kind == "noun")
    return {"x": word}


def _plural(word: str) -> str:
    head, joint, rest = word.partition(" of ")
    if joint:
        return f"{_plural(head)}{joint}{rest}"
    start, _, last = word.rpartition(" ")
    if last in _PLURALS or last.endswith("man"):
        return f"{start} {_PLURALS.get(last) or last[:-2] + 'en'}".strip()
    if last.endswith("y") and last[-2:-1] not in _VOWELS:
        last = last[:-1] + "ies"
    elif last.endswith("s") and not last.endswith("ss"):
        pass
    else:
        last += "es" if last.endswith(("ss", "x", "ch", "sh", "z", "ato")) else "s"
    return f"{start} {last}".strip()


def _english_verb(phrase: str) -> dict[str, str]:
    word, _, rest = phrase.partition(" ")
    data = read_pairs()
    irregular = {row.split()[0]: row.split() for row in data["irregular"].split(", ")}
    third = _plural(word) if not word.endswith("s") else word + "es"
    stem = word + word[-1] if word in data["doubled"].split(", ") else word
    if word.endswith("e") and not word.endswith(("ee", "ye")):
        ing, past = stem[:-1] + "ing", word + "d"
    elif word.endswith("y") and word[-2] not in _VOWELS:
        ing, past = word + "ing", word[:-1] + "ied"
    else:
        ing, past = stem + "ing", stem + "ed"
    if word.endswith("ie"):
        ing = word[:-2] + "ying"
    _, past, participle = irregular.get(word, (word, past, past))
    forms = {"base": word, "third": third, "past": past, "pp": participle, "ing": ing}
    return {slot: f"{form} {rest}".strip() for slot, form in forms.items()}


def _spanish_plural(word: str) -> str:
    if word == "joven":
        return "jóvenes"
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word[-1] in "sx" and word[-2] not in "áéíóú":
        return word
    if word[-2] in "áéíóú":
        return word[:-2] + word[-2:].translate(_PLAIN_VOWELS) + "es"
    return word + "es"


def _phrase_plural(phrase: str) -> str:
    """Inflect a head alone before "de X", and all words of "tarjeta roja"."""
    head, *rest = phrase.split()
    if rest and rest[0] not in ("de", "del", "con", "sobre", "a", "en"):
        return " ".join(_spanish_plural(word) for word in (head, *rest))
    return " ".join((_spanish_plural(head), *rest))


def _feminine(word: str) -> str:
    if word.endswith("o"):
        return word[:-1] + "a"
    return word[:-2] + word[-2:].translate(_PLAIN_VOWELS) + "a"


def _noun(word: str, plural: str, mark: str, *, counted: bool) -> dict[str, str]:
    plural = plural or _phrase_plural(word)
    genders = {"m": "m", "f": "f", "c": "mf", "mf": "m"}.get(
        mark, "f" if word.split()[0].endswith(_FEMININE) else "m"
    )
    forms = {}
    for gender in genders:
        forms[f"{gender}s"] = word
        if counted:
            forms[f"{gender}p"] = plural
    if mark == "mf":
        forms["fs"] = _feminine(word)
        forms["fp"] = forms["fs"] + "s"
    return forms


def _adjective(word: str, plural: str, mark: str) -> dict[str, str]:
    if word.startswith("de "):
        return dict.fromkeys(("ms", "fs", "mp", "fp"), word)
    start, _, last = word.rpartition(" ")
    feminine = _feminine(last) if last.endswith("o") or mark == "mf" else last
    plural = plural or _spanish_plural(last)
    feminine_plural = feminine + "s" if feminine != last else plural
    forms = {"ms": last, "fs": feminine, "mp": plural, "fp": feminine_plural}
    if last in _SHORTENED:
        forms["short"] = _SHORT.get(last, last)
    return {slot: f"{start} {form}".strip() for slot, form in forms.items()}


@cache
def _irregular_spanish() -> dict[str, list[str]]:
    rows = [row.split() for row in read_pairs()["irregular_es"].split(", ")]
    return {row[0]: row[1:] for row in rows}


def _spanish_verb(phrase: str) -> dict[str, str]:
    word, _, rest = phrase.partition(" ")
    stem, ending = word[:-2], word[-2:].replace("í", "i")
    first = ending == "ar"
    forms = {"inf": word}
    forms["pres3s"] = stem + ("a" if first else "e")
    forms["pret3s"] = stem + ("ó" if first else "ió")
    forms["pret3p"] = stem + ("aron" if first else "ieron")
    forms["ger"] = stem + ("ando" if first else "iendo")
    future = stem + ending
    known = _irregular_spanish()
    for at in range(len(word)):
        if word[at:] in known:
            *kept, future_stem, gerund = known[word[at:]]
            slots = ("pres3s", "pret3s", "pret3p", "ger")
            for slot, form in zip(slots, (*kept, gerund), strict=True):
                if form != "-":
                    forms[slot] = word[:at] + form
            future = word[:at] + future_stem if future_stem != "-" else future
            break
    imperfect = stem + ("aba" if first else "ía")
    forms |= {"pres3p": forms["pres3s"] + "n", "imp3s": imperfect, "imp3p": imperfect + "n"}
    forms |= {"fut3s": future + "á", "fut3p": future + "án"}
    forms |= {"cond3s": future + "ía", "cond3p": future + "ían"}
    forms |= {f"pp-{slot}": form for slot, form in _adjective(_participle(word), "", "").items()}
    return {slot: f"{form} {rest}".strip() for slot, form in forms.items()}


def _participle(word: str) -> str:
    irregular: dict[str, str] = dict(
        row.split() for row in read_pairs()["participles_es"].split(", ")
    )
    if word in irregular:
        return irregular[word]
    if word.endswith("ar"):
        return word[:-2] + "ado"
    return word[:-2] + ("ído" if word[-3] in "aeo" else "ido")
