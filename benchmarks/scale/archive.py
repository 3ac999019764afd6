"""An invented archive: 500 documents a day about stories, each told by some of sixty sources.

Document n is the same whatever is made before it, so that a run can be gone on with, and an
archive of 100,000 begins with that of 1,000. Texts have 150 to 600 words. A story has the copy
of an agency, of which its sources take between a fifth and nine tenths word for word, beside
sentences of their own; who and what is named follows Zipf's law, so that a few names are
everywhere, as in a newspaper. A story is told on one day, and by one in four sources on the
next day as well.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from matching.document import Document
from service.intake.item import Item

PER_DAY = 500
_SOURCES = 60
_PEOPLE = 2_000
_FIRST_DAY = datetime(2020, 1, 6, tzinfo=UTC)
_LEAST, _MOST = 150, 600
_COPY_SENTENCES = 22
_WORDS = yaml.safe_load((Path(__file__).parent / "invented.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Story:
    """What sources of one day tell: its cast, and the agency's copy in both languages."""

    number: int
    subject: int
    people: tuple[str, ...]
    places: tuple[str, ...]
    bodies: tuple[int, ...]
    copy: dict[str, list[str]]


def archive(first: int, count: int, seed: int = 7) -> Iterator[Item]:
    """Yield documents *first* to *first* + *count* of the archive, as intake would give them."""
    day, skipped = divmod(first, PER_DAY)

    def days() -> Iterator[Item]:
        number = day
        while True:
            yield from _day(number, seed)
            number += 1

    yield from islice(days(), skipped, skipped + count)


def day_of(number: int) -> datetime:
    """Return the beginning, in UTC, of the day on which document *number* was published."""
    return _FIRST_DAY + timedelta(days=number // PER_DAY)


def taken_in_at(number: int) -> datetime:
    """Return the last second of the day of document *number*, when it is taken in."""
    return day_of(number) + timedelta(days=1, seconds=-1)


def _day(day: int, seed: int) -> list[Item]:
    """Return the documents of one day, in the order that they come in."""
    drawn = _random(seed, "day", day)
    items: list[Item] = []
    number = 0
    while len(items) < PER_DAY:
        is_update = day > 0 and drawn.random() < 0.2
        told = _story(day - 1 if is_update else day, number, seed)
        # Most stories have few sources, some many.
        sources = drawn.sample(range(_SOURCES), min(_zipf(drawn, 12) + 1, 12))
        room = PER_DAY - len(items)
        items += [_item(told, day, source, is_update, seed) for source in sources[:room]]
        number += 1
    drawn.shuffle(items)
    return items


def _story(day: int, number: int, seed: int) -> _Story:
    drawn = _random(seed, "story", day, number)
    people = _people(seed)
    cast = tuple(people[_zipf(drawn, _PEOPLE)] for _ in range(3))
    places = tuple(_WORDS["places"][_zipf(drawn, len(_WORDS["places"]))] for _ in range(2))
    bodies = tuple(_zipf(drawn, len(_WORDS["bodies"]["es"])) for _ in range(2))
    story = _Story(number, drawn.randrange(len(_WORDS["subjects"]["es"])), cast, places, bodies, {})
    for language in ("es", "en"):
        again = _random(seed, "copy", day, number)
        story.copy[language] = [_sentence(story, language, again) for _ in range(_COPY_SENTENCES)]
    return story


def _item(story: _Story, day: int, source: int, is_update: bool, seed: int) -> Item:
    drawn = _random(seed, "text", day, story.number, source, is_update)
    language = "es" if source % 3 else "en"
    words = drawn.randint(_LEAST, _MOST)
    share = drawn.uniform(0.2, 0.9)
    copied = iter(story.copy[language])
    sentences: list[str] = []
    length = 0
    while length < words:
        taken = next(copied, None) if drawn.random() < share else None
        sentence = taken or _sentence(story, language, drawn)
        sentences.append(sentence)
        length += len(sentence.split())
    text = "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))
    at = _FIRST_DAY + timedelta(days=day, minutes=drawn.randrange(60 * 20))
    title = (
        f"{story.people[0]}: {_WORDS['subjects'][language][story.subject]} ({day}.{story.number})"
    )
    document = Document(text, f"Diario {source}", language, at, title)
    return Item(document, url=f"https://d{source}.example/{day}/{story.number}/{int(is_update)}")


def _sentence(story: _Story, language: str, drawn: random.Random) -> str:
    own: dict[str, Any] = {kind: drawn.choice(_WORDS[kind][language]) for kind in _DRAWN}
    return str(drawn.choice(_WORDS["sentences"][language])).format(
        body=_WORDS["bodies"][language][drawn.choice(story.bodies)],
        person=drawn.choice(story.people),
        place=drawn.choice(story.places),
        subject=_WORDS["subjects"][language][story.subject],
        day=own["days"],
        month=own["months"],
        role=own["roles"],
        things=own["things"],
        adjective=own["adjectives"],
        n=drawn.randint(12, 980),
        m=drawn.randint(12, 980),
        p=drawn.randint(2, 60),
        d=drawn.randint(1, 28),
        year=drawn.randint(2012, 2026),
        small=drawn.randint(5, 11),
        small2=drawn.randint(2, 4),
    )


_DRAWN = ("days", "months", "roles", "things", "adjectives")


@cache
def _people(seed: int) -> tuple[str, ...]:
    drawn = _random(seed, "people")
    last = _WORDS["last_names"]
    found: dict[str, None] = {}
    while len(found) < _PEOPLE:
        found[f"{drawn.choice(_WORDS['first_names'])} {' '.join(drawn.sample(last, 2))}"] = None
    return tuple(found)


def _zipf(drawn: random.Random, count: int) -> int:
    """Return a number below *count*, n with a chance of about 1 / (n + 1)."""
    return min(int((count + 1) ** drawn.random()) - 1, count - 1)


def _random(*parts: object) -> random.Random:
    return random.Random(repr(parts))  # noqa: S311 - a benchmark must repeat
