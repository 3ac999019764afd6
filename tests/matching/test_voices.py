"""Speakers by name, chains of sources, and forms of quotation, case by case."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from matching.document import Document
from matching.fidelity import Verdict
from matching.voices import Voice, read_voices

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "voices.yaml").read_text(encoding="utf-8")
)


def shown(voice: Voice, text: str) -> dict[str, Any]:
    """Return what a case may speak of."""
    return {
        "speaker": voice.speaker,
        "form": voice.form.value,
        "chain": list(voice.chain),
        "quoted": [span.quote(text) for span in voice.quoted],
    }


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_who_says_what_over_whom(case: dict[str, Any]) -> None:
    """Every case gives its voices, in text order, and no other."""
    text = case["text"]
    found = read_voices(Document(text, "El Diario", language="es")).voices
    assert len(found) == len(case["voices"])
    for voice, wanted in zip(found, case["voices"], strict=True):
        parts = shown(voice, text)
        assert {key: parts[key] for key in wanted} == wanted


def test_names_are_read_with_the_primary_sources() -> None:
    """A surname alone takes its full name from the primary source; its words are compared."""
    article = Document("“No habrá impuestos nuevos”, dijo Solís.", "A", language="es")
    primary = Document(
        "Discurso de la ministra Marta Solís. No habrá impuestos nuevos.", "B", language="es"
    )
    [voice] = read_voices(article, [primary]).voices
    assert voice.speaker == "Marta Solís"
    assert voice.fidelity is not None
    assert voice.fidelity.verdict is Verdict.VERBATIM


def test_reported_speech_has_no_wording_to_compare() -> None:
    """Only words between marks can be unfaithful."""
    article = Document("Marta Solís dijo que no habrá impuestos.", "A", language="es")
    [voice] = read_voices(article, [Document("Habrá impuestos.", "B", language="es")]).voices
    assert voice.fidelity is None
