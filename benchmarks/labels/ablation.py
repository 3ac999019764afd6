"""What each kind of evidence is worth: the whole program again with that kind kept from it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from benchmarks.labels.engines import Engines, SilentEncoder
from benchmarks.labels.gold import LabelledPair
from benchmarks.labels.scores import table_of
from matching import scoring
from matching.claim import Claim
from matching.evidence import PairEvidence, gather_evidence
from matching.finding import ReasonKind

# What is no typed value is silenced in another way.
_NOT_VALUES = (ReasonKind.ENTAILMENT, ReasonKind.SIMILARITY, ReasonKind.NO_COUNTERPART)
_MIDDLE = 0.5


def ablations(rows: Sequence[LabelledPair], engines: Engines) -> Iterator[tuple[str, float | None]]:
    """Yield what is left out and the macro-F1 then; None where the program lacks it anyway."""
    for kind in ReasonKind:
        if kind not in _NOT_VALUES:
            with without_values(kind):
                yield f"the {kind}", _macro_f1(rows, engines)
    with without_values(*ReasonKind):
        yield "any value", _macro_f1(rows, engines)
    with without_similarity():
        yield "similarity and topic", _macro_f1(rows, engines)
    silenced = replace(engines, encoder=SilentEncoder(engines.encoder)) if engines.judge else None
    yield "the head", _macro_f1(rows, silenced) if silenced else None


def _macro_f1(rows: Sequence[LabelledPair], engines: Engines) -> float:
    given = [answer.label for answer in engines.answers(rows)]
    return table_of([row.label for row in rows], given).macro_f1


@contextmanager
def without_values(*kinds: ReasonKind) -> Iterator[None]:
    """Keep the values of *kinds* from the program, agreeing and differing ones."""

    def gather(left: Claim, right: Claim, *measured: Any) -> PairEvidence:
        found = gather_evidence(left, right, *measured)
        return replace(
            found,
            agreeing=tuple(one for one in found.agreeing if one.kind not in kinds),
            differing=tuple(one for one in found.differing if one.kind not in kinds),
        )

    with ExitStack() as silenced:
        silenced.enter_context(_instead("gather_evidence", gather))
        if ReasonKind.ORDER in kinds:
            silenced.enter_context(_instead("reversed_orders", lambda *_: {}))
        yield


@contextmanager
def without_similarity() -> Iterator[None]:
    """Give every pair that is looked at in full the same similarity and topic."""

    def gather(
        left: Claim, right: Claim, _similarity: float, _topic: float, kin: Any
    ) -> PairEvidence:
        return gather_evidence(left, right, _MIDDLE, _MIDDLE, kin)

    with _instead("gather_evidence", gather):
        yield


def _instead(name: str, stand_in: Any) -> AbstractContextManager[Any]:
    """Replace one function that scoring calls: the program has no switch for its evidence."""
    return patch.object(scoring, name, stand_in)
