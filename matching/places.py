"""Countries, cities, regions and the words for their people, in every listed language.

Country names come from Babel (Unicode CLDR); other forms from lexicon/shared/places.toml
and demonyms.toml.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from matching.language_tag import primary_language
from matching.lexicon import SHARED, languages_with, load_lexicon
from matching.name_tokens import PhraseTable, Word, phrase_key


class PlaceKind(StrEnum):
    """How large a place is; only the first three lie in one country."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    `country` is its ISO 3166-1 alpha-2 code, None for areas of several countries; `name` is
    the key it is listed under.
    """

    kind: PlaceKind
    name: str
    country: str | None

    @property
    def place_id(self) -> str:
        """Identifier that is the same in all languages: "PE", "PE/Lima", "SAHEL"."""
        is_part = self.kind in (PlaceKind.CITY, PlaceKind.REGION)
        return f"{self.country}/{self.name}" if is_part else self.name


_DEMONYM_LANGUAGES = ("es", "en", "pt", "fr")
# Territories whose name is an everyday word or a larger place's in one of our languages.
_SKIPPED = frozenset({"ZZ", "XA", "XB", "QO", "EZ", "UN", "RE", "GP", "GD", "JE", "IO", "EU"})


@cache
def country_name(code: str, language: str) -> str | None:
    """Return the everyday name of a country in *language*, None when CLDR has none."""
    try:
        name = Locale.parse(primary_language(language)).territories.get(code)
    except (UnknownLocaleError, ValueError):
        return None
    return re.sub(r"\s*\(.*?\)|RAE de | SAR China", "", name) if name else None


def _country_entries() -> Iterator[tuple[str, Place]]:
    aliases = load_lexicon(SHARED, "places")["aliases"]
    for code, forms in aliases.items():
        for form in forms:
            yield form, Place(PlaceKind.COUNTRY, code, code)
    for language in languages_with("names"):
        for code in map(str, Locale(language).territories):
            name = country_name(code, language)
            if len(code) == 2 and code.isalpha() and code not in _SKIPPED and name:
                yield name, Place(PlaceKind.COUNTRY, code, code)


def _part_entries() -> Iterator[tuple[str, Place]]:
    lexicon = load_lexicon(SHARED, "places")
    for topic, kind in (("cities", PlaceKind.CITY), ("regions", PlaceKind.REGION)):
        for code, names in lexicon[topic].items():
            for name in names:
                for form in (name, *lexicon["exonyms"].get(name, ())):
                    yield form, Place(kind, name, code)
    for concept, forms in lexicon["areas"].items():
        for form in forms:
            yield form, Place(PlaceKind.AREA, concept, None)


@cache
def _gazetteer() -> PhraseTable[Place]:
    listed = PhraseTable([*_country_entries(), *_part_entries()])
    return PhraseTable([*_country_entries(), *_part_entries(), *_exemplar_entries(listed)])


def _exemplar_entries(listed: PhraseTable[Place]) -> Iterator[tuple[str, Place]]:
    """Yield the cities that CLDR names for time zones, in our languages: "Conakri", "Tachkent".

    A name that is listed keeps its place, one that is a person's or an everyday word is left
    out, and another language's name of a listed city is that city.
    """
    for zone, code in sorted(get_global("zone_territories").items()):
        if code in _SKIPPED or len(code) > _LONGEST_CODE or zone.startswith("Etc/"):
            continue
        cities = (Locale(one).time_zones.get(zone, {}).get("city") for one in _CITY_LANGUAGES)
        # CLDR leaves out an English name that the zone's own spells.
        spelt = zone.rpartition("/")[2].replace("_", " ")
        every = dict.fromkeys((*cities, spelt))
        names = [name for name in every if name and not _MARKS & set(name)]
        known = (listed.get(phrase_key(name)) for name in names)
        place = next((one for one in known if one is not None and one.country == code), None)
        for name in names:
            if listed.get(phrase_key(name)) is None and name not in _EVERYDAY:
                yield name, place or Place(PlaceKind.CITY, names[0], code)


_CITY_LANGUAGES = ("en", "es", "pt", "fr")
_LONGEST_CODE = 2
_MARKS = frozenset("(,")
# Names of CLDR's cities that name people, other places or plain things more often.
_EVERYDAY = (
    frozenset(
        """Oral Navidad Guadalupe Stanley Belén Antigua Antígua Grenada Grenade Canary Samara Chita
    Jersey Wallis Gambier Midway Chatham Cayman Caimán Marigot Adelaida Matamoros Portonovo Kirov
    Lindeman Regina Nome Center Troll Male Palmer Currie Davis Mawson Casey Easter Knox Marengo
    Vincennes Monticello Beulah Louisville Inuvik Madeira Marquises Marquesas Comoro Mahe Efate
    Montserrat Martinique Barbados Resolute Dawson Petersburg""".split()
    )
    | {"San Juan", "San Luis", "Santo Tomé", "San Vicente", "São Vicente", "Saint-Vincent"}
    | {
        "Saint Thomas",
        "Saint-Thomas",
        "St. Thomas",
        "St. Vincent",
        "Boa Vista",
        "Campo Grande",
        "Rio Branco",
        "Río Branco",
        "Tell City, Indiana",
        "South Georgia",
        "Georgia del Sur",
    }
)


def _inflect(stem: str, language: str) -> set[str]:
    """Return the forms of a demonym, folded spelling good enough for look-up."""
    if language == "en":
        return {stem, f"{stem}s"}
    forms = {stem, f"{stem}s", f"{stem}es"}
    folded = "".join(phrase_key(stem))
    if stem.endswith("o"):
        forms |= {f"{stem[:-1]}{ending}" for ending in ("a", "os", "as")}
    elif language in ("es", "pt") and folded[-1:] in "snlz":
        forms |= {f"{stem}a", f"{stem}es", f"{stem}as"}
    if stem.endswith("ão"):
        forms |= {f"{stem[:-2]}{ending}" for ending in ("ã", "ães", "ões", "ãos", "ãs")}
    if stem.endswith("l") and language == "pt":
        forms |= {f"{stem[:-2]}óis"}
    if stem.endswith("eu") and language == "pt":
        forms |= {f"{stem[:-2]}eia", f"{stem[:-2]}eias"}
    if language == "fr":
        double = "n" if stem.endswith(("ien", "éen")) else "e" if stem.endswith("que") else ""
        forms |= {f"{stem}{double}e", f"{stem}{double}es"}
    return forms


@cache
def _demonyms(language: str) -> PhraseTable[Place]:
    column = _DEMONYM_LANGUAGES.index(language)
    lexicon = load_lexicon(SHARED, "demonyms")
    entries: list[tuple[str, Place]] = []
    for topic, kind in (("people", PlaceKind.COUNTRY), ("areas", PlaceKind.AREA)):
        for code, stems in lexicon[topic].items():
            place = Place(kind, code, code if kind is PlaceKind.COUNTRY else None)
            for stem in filter(None, stems[column].split("|")):
                entries += [(form, place) for form in sorted(_inflect(stem, language))]
    return PhraseTable(entries)


@cache
def _local(language: str) -> PhraseTable[Place]:
    """Return the short forms that one language reads otherwise: "EU" in Spanish."""
    forms = load_lexicon(SHARED, "places")["local"].get(primary_language(language), {})
    return PhraseTable(
        [(form, Place(PlaceKind.COUNTRY, code, code)) for code in forms for form in forms[code]]
    )


def match_place(words: Sequence[Word], at: int, language: str = "") -> tuple[int, Place] | None:
    """Return (number of words, place) of the longest place name at *at*, None without one.

    A name needs a capital on every word but articles; one of up to three letters needs to
    be all capitals ("US", not "us").
    """
    found = _gazetteer().match(words, at)
    if found is None:
        return None
    length, place = found
    matched = words[at : at + length]
    local = _local(language).get(tuple(word.key for word in matched))
    if local:
        found = (length, local)
    if length == 1 and len(matched[0].key) <= 3 and place.kind is PlaceKind.COUNTRY:
        return found if matched[0].is_acronym else None
    if not (matched[-1].is_capitalised and any(word.is_capitalised for word in matched)):
        return None
    return found


def match_demonym(words: Sequence[Word], at: int, language: str) -> tuple[int, Place] | None:
    """Return (number of words, country or area) when a demonym stands at *at*."""
    primary = primary_language(language)
    if primary not in _DEMONYM_LANGUAGES:
        return None
    found = _demonyms(primary).match(words, at)
    if found and primary == "en" and not words[at].is_capitalised:
        return None
    if found and len(words[at].key) <= 2 and not words[at].is_acronym:
        return None
    return found


@cache
def place_named(surface: str, language: str = "") -> Place | None:
    """Return the place that *surface* names as a whole, in any listed language.

    A demonym gives its country. None when the name is unknown: not a place that differs.
    """
    key = phrase_key(surface)
    if not key:
        return None
    has_article = key[0] in ("el", "la", "los", "the", "le", "les")
    for shortened in (key, key[1:]) if has_article else (key,):
        place = _local(language).get(shortened) or _gazetteer().get(shortened)
        if place:
            return place
    tables = (_demonyms(language) for language in _DEMONYM_LANGUAGES)
    return next((place for table in tables if (place := table.get(key))), None)


@cache
def is_demonym(surface: str) -> bool:
    """Tell whether *surface* is a word for a people in any listed language ("peruano")."""
    key = phrase_key(surface)
    is_listed = any(_demonyms(language).get(key) for language in _DEMONYM_LANGUAGES)
    return is_listed and _gazetteer().get(key) is None


def is_within(inner: Place, outer: Place) -> bool:
    """Tell whether *inner* lies in *outer*, or may: what an area holds is not listed."""
    if inner == outer or outer.kind is PlaceKind.AREA:
        return True
    return outer.kind is PlaceKind.COUNTRY and inner.country == outer.country
