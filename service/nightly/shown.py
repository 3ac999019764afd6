"""A report as people read it: sentences, percentages and moments in a language and a zone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from babel.dates import format_date, format_datetime

from service.nightly.window import zone_of
from service.nightly_contract import ConflictItem, NightlyReport, State, StoryItem, Told
from service.store.explained import explanation_value
from service.words import translations, words
from service.words.errors import tell_error
from service.words.local import local_figure
from service.words.telling import tell

STATES: tuple[State, ...] = ("regressed", "new", "resolved", "standing")
CHANGES: tuple[State, ...] = ("regressed", "new", "resolved")
"""States that tell of a change of verdict."""

# On a page; the JSON and the tables have all.
MOST_SOURCES, MOST_PAIRS, MOST_STORIES = 40, 40, 40
MOST_CONFLICTS = {"regressed": 60, "new": 60, "resolved": 60, "standing": 20}
_LONGEST = 120


@dataclass(frozen=True)
class Shown:
    """A report in one language."""

    report: NightlyReport
    language: str

    @cached_property
    def said(self) -> Mapping[str, str]:
        """The words of the interface."""
        return words(self.language)

    @cached_property
    def when(self) -> str:
        """The night: its day in words, else its two ends."""
        night = self.report.night
        if night.day:
            return format_date(night.day, "long", locale=self.language)
        return f"{self.moment(night.since)} – {self.moment(night.until)}"

    @cached_property
    def title(self) -> str:
        """The title in one line."""
        scope = self.report.scope
        of = ", ".join(scope.sources) or (self._story_title if scope.story_id else "")
        told = f"{self.said['nightly.title']}, {self.when}"
        return _one_line(f"{told} ({of})" if of else told)

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        """What changed of the verdicts, a sentence each."""
        return tuple(self._verdict(each) for state in CHANGES for each in self.of_state(state))

    def of_state(self, state: State) -> tuple[ConflictItem, ...]:
        """Return the conflicts in *state*, in the report's order."""
        return tuple(each for each in self.report.conflicts if each.state == state)

    @cached_property
    def stories(self) -> Sequence[StoryItem]:
        """The stories, in the report's order; of too many those that split sources most."""
        asked = sorted(self.report.stories, key=_divides)[:MOST_STORIES]
        kept = {each.story_id for each in asked}
        return [each for each in self.report.stories if each.story_id in kept]

    def fill(self, key: str, **values: object) -> str:
        """Return the word of *key* with *values* in their places."""
        return self.said[key].format_map(values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the word of *key* for *number* of something, with *values* in their places."""
        said = translations(self.language).ngettext(key, key, number)
        return str(said.format_map({"number": number, **values}))

    def tell(self, told: Told) -> str:
        """Return a reason in this language."""
        return tell(explanation_value(told.text, told.made), self.language)

    def tell_error(self, reason: str) -> str:
        """Return why something could not be read in this language."""
        return tell_error(reason, self.language)

    def moment(self, at: datetime) -> str:
        """Return a moment in the newsroom's time."""
        local = at.astimezone(zone_of(self.report.night.time_zone))
        return str(format_datetime(local, "d MMM y, HH:mm", locale=self.language))

    def percent(self, share: float | None) -> str:
        """Return a share as a percentage, a dash for none."""
        return "–" if share is None else f"{share * 100:.0f}\u00a0%"

    def number(self, value: float | None) -> str:
        """Return a figure with two decimals, a dash for none."""
        return "–" if value is None else local_figure(value, self.language)

    @cached_property
    def by_source(self) -> Sequence[tuple[str, int]]:
        """How many documents came of each source, most first."""
        counts = Counter(each.source for each in self.report.documents)
        return sorted(counts.items(), key=lambda each: (-each[1], each[0]))

    @cached_property
    def figures(self) -> Sequence[tuple[str, int]]:
        """The night in numbers, in order."""
        return [
            (self.said[f"nightly.sum.{name}"], number)
            for name, number in self.report.summary.model_dump().items()
        ]

    @cached_property
    def last_days(self) -> str:
        """The days that consistency is measured on."""
        found = self.report.consistency
        ends = (found.first, found.last)
        first, last = (format_date(day, "long", locale=self.language) for day in ends)
        return f"{first} – {last}"

    @property
    def is_odd_day(self) -> bool:
        """Whether clocks changed, so that the day has more or fewer hours than 24."""
        night = self.report.night
        return night.day is not None and night.until - night.since != timedelta(days=1)

    @cached_property
    def _story_title(self) -> str:
        wanted = self.report.scope.story_id
        found = (each.title for each in self.report.stories if each.story_id == wanted)
        return next(found, wanted or "")

    def _verdict(self, item: ConflictItem) -> str:
        sides = (
            f"{side.source}: «{_short(' '.join(each.text for each in side.claims))}»"
            for side in (item.left, item.right)
        )
        told = self.said[f"nightly.verdict.{item.state}"]
        because = self.said[f"nightly.because.{item.because}"]
        return _one_line(f"{told} ({because}). {' / '.join(sides)}")


def _divides(story: StoryItem) -> tuple[int, int, str]:
    return -story.split_total, -len(story.new_document_ids), story.story_id


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
