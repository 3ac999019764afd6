"""Names of currencies in every listed language, and what a shared name means in a country.

Source: Unicode CLDR, through Babel.
"""

from datetime import date
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

# CLDR dates its currencies; those of this day are the ones in use.
_IN_USE = date(2025, 1, 1)
_COUNTS = (1, 2)
# Territory codes of countries have two letters; larger areas are numbered.
_LETTERS = 2


@cache
def currencies_in_use() -> tuple[str, ...]:
    """Return the ISO 4217 codes that are tender somewhere, sorted."""
    territories = map(str, Locale("en").territories)
    return tuple(sorted({code for one in territories for code in _tender(one)}))


def _tender(territory: str) -> tuple[str, ...]:
    if len(territory) != _LETTERS or not territory.isalpha():
        return ()
    return tuple(get_territory_currencies(territory, _IN_USE, _IN_USE))


@cache
def currency_names(language: str) -> dict[str, str]:
    """Return the full names of the currencies in *language*, singular and plural, by code.

    "dólares estadounidenses" is USD. A name of one word, and one that holds its code or
    a remark in brackets, is left out: lexicon/shared/units.toml lists those.
    """
    names: dict[str, str] = {}
    for code in currencies_in_use():
        for count in _COUNTS:
            name = get_currency_name(code, count=count, locale=language).lower()
            if " " in name and "(" not in name and code.lower() not in name.split():
                names[name] = code
    return names


@cache
def local_currencies(language: str) -> tuple[str, ...]:
    """Return the currencies of the region of a BCP 47 tag, () where it names none."""
    region = language.partition("-")[2].upper()
    return _tender(region)
