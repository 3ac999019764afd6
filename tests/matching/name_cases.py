"""Cases about names, read from the tables in `cases/`."""

from pathlib import Path
from typing import Any

import yaml

from matching.mentions import find_mentions
from matching.roster import NamedText, Roster, build_roster
from matching.slots import Mention

CASES = Path(__file__).parent / "cases"
KINDS = {"p": "person", "l": "place", "o": "organisation", "r": "role"}


def _all(topic: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{topic}.yaml").read_text("utf-8"))
    return rows


def cases(topic: str) -> list[dict[str, Any]]:
    """Return the cases of *topic* that rules may be tuned on."""
    return [case for case in _all(topic) if not case.get("held")]


def held_out(topic: str) -> list[dict[str, Any]]:
    """Return the cases of *topic* written before tuning."""
    return [case for case in _all(topic) if case.get("held")]


def read_story(texts: list[list[str]]) -> Roster:
    """Return the roster of [language, text] pairs, as documents "d0", "d1" and so on."""
    return build_roster(
        NamedText(f"d{number}", text, language, find_mentions(text, language))
        for number, (language, text) in enumerate(texts)
    )


def mentions_of(roster: Roster, surface: str) -> list[tuple[str, Mention]]:
    """Return (document id, mention) of every mention written exactly so."""
    return [
        (reading.document_id, mention)
        for reading in roster.readings
        for mention in reading.mentions
        if mention.surface == surface
    ]
