"""Every number that decides something, beside the example that justifies it."""

from dataclasses import dataclass, fields, replace

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

    common_rank: float = 7.0
    """Log rank up to which a word tells nothing: "of" has 4.7, "los" 6.0, "from" 7.2.
    What lies above it is the word's weight."""

    weight_floor: float = 0.05
    """Weight of a word that tells nothing, so that a text of such words alone still has
    a similarity ("está entre los de ayer")."""

    weight_cap: float = 8.0
    """Most that one word weighs: "narcotráfico" (34.8) counts twice as much as "lucha"
    (11.1), not seven times."""

    severity: float = 6.0
    """How much the worst matched word counts beyond the mean, as the exponent of a soft
    minimum (0 is the mean). "12 people were killed" and "12 people were arrested" share
    all words but one, and that one is what they are about."""

    topic_severity: float = 2.0
    """The same for topics, where one unmatched word among several matters less."""

    across_languages: float = 0.06
    """Added when the languages differ: a word is closer to its neighbours in its own
    language ("narcotráfico", "delincuencia": .71) than to its translation in another
    ("delincuencia", "crime": .58)."""

    shared_subject: float = 0.04
    """Added when both name the same known subject: "combatir la delincuencia" and "apoyar
    los esfuerzos ... contra el crimen"."""

    contrasting_subject: float = 0.2
    """Taken away when they name sister subjects and none in common: "la lucha contra el
    narcotráfico" and "la lucha contra la delincuencia organizada", killed and arrested."""

    midpoint: float = 0.52
    """Closeness that is as often the same fact as not; it becomes similarity 0.5."""

    steepness: float = 16.0
    """How fast certainty grows around the midpoint: closeness .63 becomes .85."""

    def __post_init__(self) -> None:
        """Refuse values outside their ranges."""
        if not 0 <= self.centre_share <= 1 or not 0 < self.midpoint < 1 or self.steepness <= 0:
            raise ThresholdError(
                "similarity: centre_share and midpoint lie in [0, 1], steepness > 0"
            )
        if not 0 < self.weight_floor <= self.weight_cap or self.common_rank < 0:
            raise ThresholdError("similarity: 0 < weight_floor <= weight_cap, common_rank >= 0")
        if self.severity <= 0 or min(self.shared_subject, self.contrasting_subject) < 0:
            raise ThresholdError("similarity: severity > 0, shares of subjects >= 0")


@dataclass(frozen=True, slots=True)
class AlignmentThresholds:
    """When two claims are counterparts; similarities in [0, 1]."""

    counterpart: float = 0.5
    """Below it a claim has no counterpart: "la lucha contra el narcotráfico" and "the
    fight against organised crime" stay apart."""

    counterpart_odds: float = 0.52
    """The same where the score is the odds that two claims are one fact. Development documents
    have their best F1 at .3 to .4; here more of the links are right, and fewer statements of one
    side alone are taken for shared ones."""

    repeated: float = 0.75
    """From here on one source is taken to say the same fact twice."""

    extension: float = 0.8
    """From here on a claim joins a group beyond its one best partner: "12 dead and 5
    hurt" takes both "12 people died" and "5 were injured"."""

    def __post_init__(self) -> None:
        """Refuse values outside their ranges."""
        if not 0 < self.counterpart <= self.extension <= 1:
            raise ThresholdError("alignment: 0 < counterpart <= extension <= 1")
        if not 0 < self.counterpart_odds <= self.extension:
            raise ThresholdError("alignment: 0 < counterpart_odds <= extension")

    @property
    def of_odds(self) -> "AlignmentThresholds":
        """These thresholds for scores that are odds."""
        return replace(self, counterpart=self.counterpart_odds)


SIMILARITY = SimilarityThresholds()
ALIGNMENT = AlignmentThresholds()


@dataclass(frozen=True, slots=True)
class LabelThresholds:
    """How much two claims must share before a shared or differing value means something.

    `number` to `role` and `same_*_topic` are topics (see `topic_matrix`), `one_fact` and
    `same_meaning*` similarities, `*_odds` odds; all in [0, 1], inclusive. Tuned on the seed
    stories (`python -m benchmarks.stories`), where each may move by .03 before a conflict is
    lost or a false one appears.
    """

    number: float = 0.58
    """"Seventeen workers remain trapped" and "14 trabajadores permanecen atrapados" have
    topic .81, "turnout was 68 percent" and "43.6 % of the votes" .56."""

    outcome_number: float = 0.48
    """For the dead, the injured, the arrested: "killing four people" and "se mantiene en
    dos el número de personas fallecidas" have topic .49 and share no word."""

    scale_number: float = 0.52
    """For a magnitude or category: "the magnitude 5.8 tremor" and "el sismo, de magnitud
    6,1" have .53, an aftershock of 4.4 has .51."""

    date: float = 0.63
    """Two dates in one text are often of two things: "se votará el 28 de junio" and "she
    met both candidates on Saturday" have .61."""

    clock_date: float = 0.7
    """For times of one day, which every step of an event has: a ferry ran aground at 9:15
    and was refloated at 21:40."""

    polarity: float = 0.57
    """"La sentencia tiene efectos retroactivos" and "the decision will not apply
    retroactively" have .58. A denial often covers another part of its sentence."""

    opposite_polarity: float = 0.45
    """Where the words are listed opposites: "the court approved the merger" and "el
    tribunal rechazó la fusión" have .45, since the verbs are no counterparts."""

    order: float = 0.5
    """Orders are only compared where both claims order the same two events."""

    scope: float = 0.47
    """"Todas las líneas circularon" and "solo ha circulado la línea 1" have .54."""

    place: float = 0.6
    """"En la plaza Independencia" and "in Independence Square" would clash at .56."""

    person: float = 0.62
    """"La brigada está a cargo de X" and "we mourn our colleague Y" have .56."""

    role: float = 0.5
    """"Kelder lent 80 million to Ashby" and "it was Ashby that advanced 80 million to Kelder":
    the exchanged words are the same, so that the topic is seldom in doubt."""

    one_fact: float = 0.85
    """Similarity from which two claims are about one fact whatever their topic: then any
    differing value is a conflict."""

    heard_conflict: float = 0.8
    """What the entailment head must give to a conflict of two claims whose values differ and
    whose topic is too far: "the next meeting is scheduled for 22 July", "policymakers meet
    again on 29 July" have .98."""

    same_number_topic: float = 0.5
    """From here on claims that give one amount of one thing report one fact: "casi 300
    observadores" and "294 observers followed the vote"."""

    same_date_topic: float = 0.5
    """The same for a date: "se votará el 28 de junio", "a runoff will be held on 28 June"."""

    same_meaning: float = 0.53
    """Similarity from which on an aligned pair agrees; between the alignment's threshold
    and this it is undecided."""

    same_meaning_with_value: float = 0.4
    """The same where both give one value: the value speaks for them."""

    conflict_odds: float = 0.45
    """Odds of a conflict from which a pair with a differing value is one."""

    conflict_alone_odds: float = 0.5
    """The same where no value differs and the head alone tells it."""

    agree_odds: float = 0.42
    """Odds from which a pair agrees; one that reaches none of these is undecided."""

    aligned_conflict_odds: float = 0.3
    """Odds of a conflict from which two aligned claims of two documents clash, if it is the
    likelier label: that they are counterparts is known better than each pair's odds tell."""

    aligned_conflict_alone_odds: float = 0.4
    """The same where no value differs."""

    aligned_agree_odds: float = 0.2
    """Odds from which two aligned claims of two documents agree."""

    slope: float = 1.5
    """How fast a clash gains score above its threshold: topic .1 above it scores .65."""

    def __post_init__(self) -> None:
        """Refuse values outside their ranges."""
        topics = [getattr(self, field.name) for field in fields(self) if field.name != "slope"]
        if not all(0 <= value <= 1 for value in topics) or self.slope <= 0:
            raise ThresholdError("labels: topics and similarities lie in [0, 1], slope > 0")


LABELS = LabelThresholds()


@dataclass(frozen=True, slots=True)
class ScoringThresholds:
    """How shared values move a pair's similarity before claims are aligned."""

    candidate: float = 0.15
    """Similarity below which a pair is not looked at in full, unless its topic is one."""

    topic: float = 0.45
    """Topic from which on a pair is looked at in full."""

    nearest: int = 4
    """Of two documents, every claim's so many nearest are looked at as well, by similarity,
    topic and sentence each: "dormant for five years" and "no se reúne desde 2021" share no
    word."""

    judged: float = 0.1
    """Odds of being one fact from which on the entailment head is asked about a pair."""

    same_number: float = 0.2
    """Added where both claims give the same amount of the same thing."""

    other_count: float = 0.25
    """Taken away where both claims count, and count different things."""

    same_date: float = 0.05
    """Added where both claims give the same date, which two facts of one day share as well."""


SCORING = ScoringThresholds()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All thresholds of a run."""

    similarity: SimilarityThresholds = SIMILARITY
    scoring: ScoringThresholds = SCORING
    alignment: AlignmentThresholds = ALIGNMENT
    label: LabelThresholds = LABELS


DEFAULTS = Thresholds()
