"""Every number that decides something, beside the example that justifies it."""

from dataclasses import dataclass

from matching.errors import ThresholdError


@dataclass(frozen=True, slots=True)
class SimilarityThresholds:
    """How raw closeness of words becomes "about the same fact", in [0, 1].

    Fitted on `tests/matching/cases/similarity.yaml` (`benchmarks/similarity.py` prints
    the figures) for the embedded model; another model may need its own.
    """

    centre_share: float = 0.75
    """Share of the mean word vector that is subtracted: 0 leaves every two words alike
    (cosine .8 for "pesca" and "ley"), 1 blurs languages a little."""

    common_rank: float = 6.0
    """Log rank up to which a word tells nothing: "of" has 4.7, "los" 6.0, "seguridad" 10.3.
    What lies above is its weight, so "narcotráfico" (34.8) outweighs "lucha" (11.1) and
    two fights against different things stay apart."""

    weight_floor: float = 0.05
    """Weight of a word that tells nothing, so that a text of such words alone still has
    a similarity ("está entre los de ayer")."""

    midpoint: float = 0.555
    """Weighted closeness that is as often the same fact as not; it becomes 0.5."""

    steepness: float = 18.0
    """How fast certainty grows around the midpoint: closeness .65 becomes .85."""

    def __post_init__(self) -> None:
        """Refuse values outside their ranges."""
        if not 0 <= self.centre_share <= 1 or not 0 < self.midpoint < 1 or self.steepness <= 0:
            raise ThresholdError(
                "similarity: centre_share and midpoint lie in [0, 1], steepness > 0"
            )
        if self.weight_floor <= 0 or self.common_rank < 0:
            raise ThresholdError("similarity: weight_floor > 0, common_rank >= 0")


@dataclass(frozen=True, slots=True)
class AlignmentThresholds:
    """When two claims are counterparts; similarities in [0, 1]."""

    counterpart: float = 0.5
    """Below it a claim has no counterpart: "la lucha contra el narcotráfico" and "the
    fight against organised crime" stay apart."""

    extension: float = 0.8
    """From here on a claim joins a group beyond its one best partner: "12 dead and 5
    hurt" takes both "12 people died" and "5 were injured"."""

    def __post_init__(self) -> None:
        """Refuse values outside their ranges."""
        if not 0 < self.counterpart <= self.extension <= 1:
            raise ThresholdError("alignment: 0 < counterpart <= extension <= 1")


SIMILARITY = SimilarityThresholds()
ALIGNMENT = AlignmentThresholds()
