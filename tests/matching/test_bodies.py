from itertools import combinations
from pathlib import Path

import pytest
import yaml

from matching.names import compare_names
from tests.matching.name_cases import CASES, read_story

ROWS = yaml.safe_load(Path(CASES / "bodies.yaml").read_text("utf-8"))
SAME = [pair for row in ROWS["same"] for pair in combinations(row, 2)]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_body_in_two_languages(left: str, right: str) -> None:
    """Acronyms, translations, country names and words for a people meet in one concept."""
    assert compare_names(left, right).decision == "same"


@pytest.mark.parametrize(("left", "right"), ROWS["different"])
def test_two_bodies_that_look_alike(left: str, right: str) -> None:
    """The lists tell apart what letters would join."""
    assert compare_names(left, right).decision == "different"


INTRODUCED = [
    ("es", "El Ministerio de Salud (Minsa) dijo. El Minsa calló.", "Ministerio de Salud", "Minsa"),
    ("es", "El Instituto Nacional de Riego (INR) dijo.", "Instituto Nacional de Riego", "INR"),
    ("en", "The NHI (National Health Institute) said so.", "National Health Institute", "NHI"),
]


@pytest.mark.parametrize(("language", "text", "name", "short"), INTRODUCED)
def test_a_short_form_in_brackets_is_the_body(
    language: str, text: str, name: str, short: str
) -> None:
    """A text that introduces a short form says whose it is."""
    roster = read_story([[language, text]])
    assert {entity.name: entity.aliases for entity in roster.entities} == {name: (short,)}


@pytest.mark.parametrize("bracketed", ["Lima", "Olaf Pretz", "Xuq"])
def test_other_words_in_brackets_are_not_the_body(bracketed: str) -> None:
    """A place, a person or letters that the name lacks are no short form."""
    roster = read_story([["es", f"El Ministerio de Salud ({bracketed}) informó ayer."]])
    (body,) = [entity for entity in roster.entities if entity.name == "Ministerio de Salud"]
    assert body.aliases == ()


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The EU approved it.", "European Union"),
        ("es", "EU aprobó el envío.", "Estados Unidos"),
    ],
)
def test_a_short_form_is_read_in_its_language(language: str, text: str, name: str) -> None:
    """Mexican newsrooms write "EU" for what English calls the US."""
    assert [entity.name for entity in read_story([[language, text]]).entities] == [name]
