"""Pairs of invented texts of ten sentences, any number of them, no two alike.

Two accounts of one event: most facts stand in both, some with another value, some in one
alone; in Spanish, in English, or one in each. Names, places and numbers are drawn anew for
every pair, so that no sentence was embedded before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

SENTENCES = 10
# So many of the second text's facts are the first one's, and so many of those have other values.
_SHARED = 7
_CHANGED = 2

_Facts = tuple[Mapping[str, str], ...]
_FACTS: _Facts = (
    {
        "es": "{person} visitó {place} el {day} de junio junto a {count} técnicos.",
        "en": "{person} visited {place} on {day} June together with {count} engineers.",
    },
    {
        "es": "El temporal dejó {count} viviendas dañadas en {place}.",
        "en": "The storm left {count} homes damaged in {place}.",
    },
    {
        "es": "La empresa {body} invertirá {count} millones de euros en el puerto de {place}.",
        "en": "The company {body} will invest {count} million euros in the port of {place}.",
    },
    {
        "es": "{person} negó que la obra de {place} se haya retrasado.",
        "en": "{person} denied that the works in {place} have been delayed.",
    },
    {
        "es": "Unas {count} personas fueron trasladadas a {place} por la crecida del río.",
        "en": "About {count} people were taken to {place} because the river had risen.",
    },
    {
        "es": "El consejo de {body} aprobó el presupuesto por {count} votos.",
        "en": "The board of {body} passed the budget by {count} votes.",
    },
    {
        "es": "La carretera entre {place} y {other} reabrirá el {day} de julio.",
        "en": "The road between {place} and {other} will reopen on {day} July.",
    },
    {
        "es": "«No habrá más despidos en {body}», declaró {person}.",
        "en": "“There will be no more dismissals at {body},” {person} said.",
    },
    {
        "es": "El hospital de {place} atendió a {count} heridos leves.",
        "en": "The hospital in {place} treated {count} people with minor injuries.",
    },
    {
        "es": "{person} pidió a {body} que publique los datos de {place}.",
        "en": "{person} asked {body} to publish the figures for {place}.",
    },
    {
        "es": "Según {body}, el precio del agua subirá un {percent} % en {place}.",
        "en": "According to {body}, the price of water will rise by {percent}% in {place}.",
    },
    {
        "es": "La reunión de {place} duró {count} minutos y terminó sin acuerdo.",
        "en": "The meeting in {place} lasted {count} minutes and ended without an agreement.",
    },
    {
        "es": "Los {count} alumnos de {place} volverán a clase el {day} de septiembre.",
        "en": "The {count} pupils of {place} will return to school on {day} September.",
    },
)
_SYLLABLES = "ba ce di fo gu la me ni ro su ta ve zi mar sol tor bel can dor lin par".split()
_BODIES = "Naviera Aguas Minera Cooperativa Fundación Agencia Unión Asociación".split()


@dataclass(frozen=True, slots=True)
class TextPair:
    """Two accounts of one event, as the API takes them."""

    left: Mapping[str, str]
    right: Mapping[str, str]


def text_pairs(seed: int) -> Iterator[TextPair]:
    """Give pairs without end; the same ones for the same *seed*."""
    random = Random(seed)  # noqa: S311 - nothing is secret here
    while True:
        yield _pair(random)


def _pair(random: Random) -> TextPair:
    first = random.sample(_FACTS, SENTENCES)
    second = first[:_SHARED] + [fact for fact in _FACTS if fact not in first]
    values = {id(fact): _values(random) for fact in _FACTS}
    told = {key: dict(value) for key, value in values.items()}
    for fact in first[:_CHANGED]:
        told[id(fact)] |= {"count": _count(random), "day": str(random.randint(1, 30))}
    left = [_Told(fact, values[id(fact)]) for fact in first]
    right = [_Told(fact, told[id(fact)]) for fact in second[:SENTENCES]]
    random.shuffle(right)
    languages = random.choice((("es", "es"), ("en", "en"), ("es", "en"), ("en", "es")))
    return TextPair(
        _side(left, languages[0], _body(random)), _side(right, languages[1], _body(random))
    )


@dataclass(frozen=True, slots=True)
class _Told:
    fact: Mapping[str, str]
    values: Mapping[str, str]


def _side(told: list[_Told], language: str, source: str) -> dict[str, str]:
    text = " ".join(each.fact[language].format(**each.values) for each in told)
    return {"text": text, "source": source, "language": language}


def _values(random: Random) -> dict[str, str]:
    return {
        "person": f"{_name(random)} {_name(random)}",
        "place": _name(random),
        "other": _name(random),
        "body": _body(random),
        "count": _count(random),
        "day": str(random.randint(1, 30)),
        "percent": str(random.randint(2, 40)),
    }


def _body(random: Random) -> str:
    return f"{random.choice(_BODIES)} {_name(random)}"


def _count(random: Random) -> str:
    return str(random.randint(13, 980))


def _name(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=3)).capitalize()
