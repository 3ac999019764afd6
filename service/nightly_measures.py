"""What a nightly report measures over many days: consistency, calibration, agreement, drift.

Shares are in [0, 1]; null where there is nothing to measure.
"""

from datetime import date

from pydantic import Field

from service.contract import Part, Score


class Tally(Part):
    """Comparisons and what they came to; `consistency` is agree / (agree + conflict)."""

    comparisons: int = Field(ge=0)
    agree: int = Field(ge=0)
    extra_left: int = Field(ge=0)
    extra_right: int = Field(ge=0)
    conflict: int = Field(ge=0)
    undecided: int = Field(ge=0)
    consistency: Score | None


class PairItem(Tally):
    """Two sources over all days; `extra_left` is what only the first one says."""

    left: str
    right: str


class SourceItem(Tally):
    """A source against all others, day by day; `extra_left` is what only it says.

    `days` has one share for each day of the span, null where there is nothing to share.
    """

    source: str
    days: tuple[Score | None, ...]


class Consistency(Part):
    """How consistent sources were on the days [first, last], by when documents appeared."""

    first: date
    last: date
    total: Tally
    sources: tuple[SourceItem, ...]
    pairs: tuple[PairItem, ...]


class Bin(Part):
    """Judged findings of similar confidence: how sure the machine was, and how often right."""

    low: Score
    high: Score
    count: int = Field(ge=0)
    confidence: Score
    right: Score


class CalibrationItem(Part):
    """How far confidence can be believed, over `count` judged findings that were decided.

    `languages` are those of the two documents, "en-es"; "" for all. `ece` is the expected
    calibration error over ten bins of equal width, `brier` the mean squared error.
    """

    languages: str
    count: int = Field(ge=0)
    accuracy: Score
    confidence: Score
    ece: Score
    brier: Score
    bins: tuple[Bin, ...]


class AgreementItem(Part):
    """Machine against people over `count` judged findings; kappa in [-1, 1], null: no chance.

    `blind` counts those judged by somebody who did not see the machine's label.
    """

    count: int = Field(ge=0)
    blind: int = Field(ge=0)
    overruled: int = Field(ge=0)
    observed: Score | None
    kappa: float | None
    low: float | None
    high: float | None


class Drift(Part):
    """What changed of late. Shares are [agree, conflict, extra, undecided].

    `distance` is the total variation distance between the shares of the last seven days and of
    the days before, null where one of them has no finding. `config_changed` is null without a
    report before.
    """

    recent: tuple[Score, ...] | None
    before: tuple[Score, ...] | None
    distance: Score | None
    agreement: AgreementItem
    agreement_before: AgreementItem
    config_changed: bool | None
