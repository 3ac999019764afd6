"""Forms of words with their slots."""

import pytest

from benchmarks.training.inflections import english_forms, spanish_forms


@pytest.mark.parametrize(
    ("spec", "kind", "expected"),
    [
        ("woman/women", "noun", {"s": "woman", "p": "women"}),
        ("city", "noun", {"s": "city", "p": "cities"}),
        ("boss", "noun", {"s": "boss", "p": "bosses"}),
        ("wood", "mass", {"x": "wood"}),
        (
            "stop",
            "verb",
            {
                "base": "stop",
                "third": "stops",
                "past": "stopped",
                "pp": "stopped",
                "ing": "stopping",
            },
        ),
        (
            "rise",
            "verb",
            {"base": "rise", "third": "rises", "past": "rose", "pp": "risen", "ing": "rising"},
        ),
        (
            "take off",
            "verb",
            {
                "base": "take off",
                "third": "takes off",
                "past": "took off",
                "pp": "taken off",
                "ing": "taking off",
            },
        ),
    ],
)
def test_english_words_are_inflected(spec: str, kind: str, expected: dict[str, str]) -> None:
    """By rule, by the list of irregular verbs, or as written."""
    assert english_forms(spec, kind) == expected


@pytest.mark.parametrize(
    ("spec", "kind", "expected"),
    [
        ("juez/jueces:m", "noun", {"ms": "juez", "mp": "jueces"}),
        ("camión", "noun", {"ms": "camión", "mp": "camiones"}),
        ("tarjeta roja", "noun", {"fs": "tarjeta roja", "fp": "tarjetas rojas"}),
        ("medalla de oro", "noun", {"fs": "medalla de oro", "fp": "medallas de oro"}),
        ("leche:f", "mass", {"fs": "leche"}),
        (
            "ladrón:mf",
            "noun",
            {"ms": "ladrón", "mp": "ladrones", "fs": "ladrona", "fp": "ladronas"},
        ),
        (
            "artista:c",
            "noun",
            {"ms": "artista", "mp": "artistas", "fs": "artista", "fp": "artistas"},
        ),
        ("rojo", "adj", {"ms": "rojo", "fs": "roja", "mp": "rojos", "fp": "rojas"}),
        ("verde", "adj", {"ms": "verde", "fs": "verde", "mp": "verdes", "fp": "verdes"}),
        (
            "primero",
            "adj",
            {
                "ms": "primero",
                "fs": "primera",
                "mp": "primeros",
                "fp": "primeras",
                "short": "primer",
            },
        ),
    ],
)
def test_spanish_nouns_and_adjectives_are_inflected(
    spec: str, kind: str, expected: dict[str, str]
) -> None:
    """Gender by ending or mark, accents where the plural loses them."""
    assert spanish_forms(spec, kind) == expected


@pytest.mark.parametrize(
    ("verb", "slot", "expected"),
    [
        ("subir", "pret3s", "subió"),
        ("caer", "pret3p", "cayeron"),
        ("reducir", "pret3s", "redujo"),
        ("perder", "pres3p", "pierden"),
        ("detener", "fut3s", "detendrá"),
        ("abrir", "pp-fs", "abierta"),
        ("ayudar", "pret3s", "ayudó"),
        ("poner en peligro", "ger", "poniendo en peligro"),
    ],
)
def test_spanish_verbs_are_inflected(verb: str, slot: str, expected: str) -> None:
    """An irregular ending belongs to the verbs that end in it: "dar" is not in "ayudar"."""
    assert spanish_forms(verb, "verb")[slot] == expected
