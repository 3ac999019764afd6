"""Single pairs of claims and of names, as the API takes them: the contract's lines, with limits."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from service.api.schemas.words import LanguageTag, Moment, moment_of
from service.contract import Filled, NameLine, NameResult, PairLine, PairResult, Part

MAX_PAIRS = 1_000
MAX_NAMES = 1_000

ClaimText = Annotated[Filled, StringConstraints(max_length=5_000)]
"""One claim; a whole document is compared as one."""
NameText = Annotated[Filled, StringConstraints(max_length=300)]


class PairHere(Part):
    """Two claims, their languages and day when known, as the contract's line has them."""

    id: str | int
    a: ClaimText
    b: ClaimText
    lang_a: LanguageTag | None = None
    lang_b: LanguageTag | None = None
    published_at: Moment | None = None
    published_at_a: Moment | None = None
    published_at_b: Moment | None = None

    def line(self) -> PairLine:
        """Return the contract's line; a day is its first moment in UTC."""
        return PairLine(
            id=self.id,
            a=self.a,
            b=self.b,
            lang_a=self.lang_a,
            lang_b=self.lang_b,
            published_at=_moment(self.published_at),
            published_at_a=_moment(self.published_at_a),
            published_at_b=_moment(self.published_at_b),
        )


class PairsRequest(Part):
    """Up to 1,000 pairs of claims; `id` is the caller's, and comes back with the label."""

    pairs: tuple[PairHere, ...] = Field(min_length=1)


class PairLabels(Part):
    """The labels, in the order of the pairs."""

    results: tuple[PairResult, ...]


class PairBatchLabels(PairLabels):
    """The labels of a batch that a job made; it can be fetched until `expires_at`."""

    batch_id: str
    created_at: AwareDatetime
    expires_at: AwareDatetime


class NameHere(NameLine):
    """Two names, and the story's roster when known."""

    a: NameText
    b: NameText
    roster: tuple[NameText, ...] = ()


class NamesRequest(Part):
    """Up to 1,000 pairs of names."""

    names: tuple[NameHere, ...] = Field(min_length=1)


class NamesDecided(Part):
    """What was decided, in the order of the pairs."""

    results: tuple[NameResult, ...]


def _moment(written: str | None) -> datetime | None:
    return moment_of(written) if written else None
