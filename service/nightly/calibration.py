"""The machine beside people: how often they agree, and how far its confidence can be believed.

Source: Guo et al. (2017), On Calibration of Modern Neural Networks, section 2 (expected
calibration error); Brier (1950), Verification of forecasts expressed in terms of probability.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matching.finding import Label
from service.convert import rounded
from service.desk.agreement import cohen_kappa
from service.desk.opinions import Step, holding
from service.nightly_measures import AgreementItem, Bin, CalibrationItem
from service.store.night_counts import JudgedFinding

_BINS = 10


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding with the machine's label and the person's that held at the night's end."""

    languages: str
    machine: Label
    human: Label
    confidence: float
    judged_at: datetime
    is_blind: bool


def settled(steps: Iterable[JudgedFinding]) -> tuple[Settled, ...]:
    """Return the findings on which a judgement stands, in the order of *steps*."""
    found: dict[tuple[str, str], list[JudgedFinding]] = defaultdict(list)
    for step in steps:
        found[step.comparison_id, step.finding_id].append(step)
    return tuple(each for group in found.values() if (each := _settled(group)) is not None)


def verdicts(steps: Iterable[tuple[str, Step]]) -> Mapping[str, Label]:
    """Return the label in force of each finding that has one."""
    found: dict[str, list[Step]] = defaultdict(list)
    for finding_id, step in steps:
        found[finding_id].append(step)
    held = {finding_id: holding(group) for finding_id, group in found.items()}
    return {finding_id: step.label for finding_id, step in held.items() if step and step.label}


def calibration(found: Sequence[Settled]) -> tuple[CalibrationItem, ...]:
    """Return the figures of all judged findings, and of each pair of languages, in order.

    Where the machine abstained there is no label whose confidence could be right or wrong.
    """
    decided = [each for each in found if each.machine is not Label.UNDECIDED]
    if not decided:
        return ()
    languages = sorted({each.languages for each in decided})
    groups = [("", decided)]
    if len(languages) > 1:
        groups += [(key, [one for one in decided if one.languages == key]) for key in languages]
    return tuple(_calibration(key, group) for key, group in groups)


def agreement(found: Sequence[Settled]) -> AgreementItem:
    """Return how the machine's labels agree with those of people."""
    measured = cohen_kappa((each.machine, each.human) for each in found)
    return AgreementItem(
        count=len(found),
        blind=sum(each.is_blind for each in found),
        overruled=sum(each.machine is not each.human for each in found),
        observed=rounded(measured.observed) if found else None,
        kappa=_rounded(measured.kappa),
        low=_rounded(measured.low),
        high=_rounded(measured.high),
    )


def _settled(steps: Sequence[JudgedFinding]) -> Settled | None:
    held = holding(
        Step(each.number, each.label, each.author, "", each.judged_at, each.blind) for each in steps
    )
    if held is None or held.label is None:
        return None
    first = steps[0]
    return Settled(
        languages="-".join(first.languages),
        machine=first.machine,
        human=held.label,
        confidence=first.confidence,
        judged_at=held.judged_at,
        is_blind=bool(held.blind),
    )


def _calibration(languages: str, found: Sequence[Settled]) -> CalibrationItem:
    bins: dict[int, list[Settled]] = defaultdict(list)
    for each in found:
        bins[min(_BINS - 1, int(each.confidence * _BINS))].append(each)
    shown = [_bin(number, group) for number, group in sorted(bins.items())]
    errors = [abs(each.confidence - each.right) * each.count for each in shown]
    brier = [(each.confidence - _right(each)) ** 2 for each in found]
    return CalibrationItem(
        languages=languages,
        count=len(found),
        accuracy=rounded(_mean([_right(each) for each in found])),
        confidence=rounded(_mean([each.confidence for each in found])),
        ece=rounded(sum(errors) / len(found)),
        brier=rounded(_mean(brier)),
        bins=tuple(shown),
    )


def _bin(number: int, found: Sequence[Settled]) -> Bin:
    return Bin(
        low=number / _BINS,
        high=(number + 1) / _BINS,
        count=len(found),
        confidence=rounded(_mean([each.confidence for each in found])),
        right=rounded(_mean([_right(each) for each in found])),
    )


def _right(each: Settled) -> float:
    return float(each.machine is each.human)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _rounded(value: float | None) -> float | None:
    return None if value is None else rounded(value)
