"""Where one clause of a statement ends and the next begins.

Each finder looks at one token and says whether a clause boundary of its kind lies there;
`clause_ranges` asks them in order. The first that answers decides.
"""

from dataclasses import dataclass
from functools import cache

from matching.lexicon import load_lexicon
from matching.phrase import Phrase
from matching.word_classes import WordClass

CONTENT = frozenset(
    {
        WordClass.FINITE,
        WordClass.INFINITIVE,
        WordClass.GERUND,
        WordClass.PARTICIPLE,
        WordClass.NUMBER,
        WordClass.NAME,
        WordClass.BASE,
        WordClass.OTHER,
    }
)
"""Classes of the words that say something: nouns, names, numbers and verbs."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A clause boundary: the clause before ends at `end`, the next begins at `start`."""

    end: int
    start: int
    inherits_subject: bool = False
    inherits_clause: bool = False


def clause_ranges(phrase: Phrase) -> list[tuple[tuple[int, int], Cut | None]]:
    """Return token ranges of clauses in order, each with the cut that opened it (None first)."""
    ranges: list[tuple[tuple[int, int], Cut | None]] = []
    start = _match_phrase(phrase, "purpose", 0)
    opened_by: Cut | None = None
    index = start + 1
    while index < len(phrase.tokens):
        cut = _cut_at(phrase, start, index)
        if cut is None:
            index += 1
            continue
        if cut.end > start:
            ranges.append(((start, cut.end), opened_by))
        start, opened_by = cut.start, cut
        index = cut.start + 1
    if start < len(phrase.tokens):
        ranges.append(((start, len(phrase.tokens)), opened_by))
    return ranges


def _cut_at(phrase: Phrase, start: int, index: int) -> Cut | None:
    if phrase.tokens[index].text == ";":
        return Cut(index, index + 1)
    for find in (_colon, _fronted, _introducer, _relative, _gerund, _coordinated):
        cut = find(phrase, start, index)
        if cut is not None:
            return cut
    return None


def _colon(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at ": fui destituida" where both sides are clauses; a list after ":" stays."""
    if phrase.tokens[index].text != ":" or not _has_finite(phrase, start, index):
        return None
    return Cut(index, index + 1) if _finite_before_sign(phrase, index + 1) else None


@cache
def _phrases(language: str, topic: str, name: str) -> tuple[tuple[str, ...], ...]:
    entries = load_lexicon(language, topic).get(name, ())
    return tuple(sorted((tuple(e.split()) for e in entries), key=len, reverse=True))


def _match_phrase(phrase: Phrase, name: str, index: int, topic: str = "clauses") -> int:
    """Return how many tokens from *index* match an entry of a phrase list; 0 for none."""
    for words in _phrases(phrase.language, topic, name):
        here = phrase.tokens[index : index + len(words)]
        if tuple(token.text.lower() for token in here) == words:
            return len(words)
    return 0


def _fronted(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut where a clause begun with "Con el objetivo de …," hands over to the main one."""
    if phrase.tokens[index].text != "," or _has_main_finite(phrase, start, index):
        return None
    opens_with_purpose = start > 0 and any(
        _match_phrase(phrase, "purpose", i) and i + _match_phrase(phrase, "purpose", i) == start
        for i in range(start)
    )
    following = phrase.tokens[index + 1 :]
    if not opens_with_purpose or not following or not _main_clause_at(phrase, index + 1):
        return None
    return Cut(index, index + 1)


def _main_clause_at(phrase: Phrase, index: int) -> bool:
    """Tell whether a clause, not another infinitive of a list, begins at *index*."""
    if phrase.classes[index] in (WordClass.INFINITIVE, WordClass.GERUND, WordClass.COORDINATOR):
        return False
    return _has_finite(phrase, index, len(phrase.tokens))


def _introducer(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at "a fin de …" and at ", como A y B": what follows is a statement of its own."""
    end = index - 1 if phrase.tokens[index - 1].text == "," else index
    length = _match_phrase(phrase, "purpose", index)
    if length and index + length < len(phrase.tokens):
        is_comment = phrase.classes[start] is WordClass.SUBORDINATOR  # "Como vemos, ..."
        has_main = _has_finite(phrase, start, end) and not is_comment
        return Cut(end, index + length, inherits_clause=has_main)
    after_comma = phrase.tokens[index - 1].text == ","
    length = _match_phrase(phrase, "list_introducers", index) if after_comma else 0
    following = index + length
    if not length or following >= len(phrase.tokens) or not _has_finite(phrase, start, end):
        return None
    if _finite_before_sign(phrase, following):
        return None  # "como dijo el ministro" is a comment, not a list
    return Cut(end, following, inherits_clause=True)


def _has_main_finite(phrase: Phrase, start: int, end: int) -> bool:
    """Tell whether [start, end) holds more finite verbs than relative clauses use up."""
    inside = phrase.classes[start:end]
    opener = int(phrase.classes[start] is WordClass.RELATIVE)  # the clause itself is one
    return inside.count(WordClass.FINITE) > inside.count(WordClass.RELATIVE) - opener


def _has_finite(phrase: Phrase, start: int, end: int) -> bool:
    return any(phrase.classes[i] is WordClass.FINITE for i in range(start, end))


def _finite_before_sign(phrase: Phrase, index: int) -> bool:
    """Tell whether a finite verb comes before the next comma or the like."""
    for i in range(index, len(phrase.tokens)):
        if phrase.classes[i] is WordClass.SIGN and phrase.tokens[i].text in ",;:":
            return False
        if phrase.classes[i] is WordClass.FINITE:
            return True
    return False


def _relative(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut before ", which …" and "los cuales …" when the clause runs to the end."""
    after_comma = phrase.tokens[index - 1].text == ","
    is_phrase = _match_phrase(phrase, "relative_phrases", index) > 0
    if after_comma and phrase.classes[index] is WordClass.PREPOSITION:
        # "…, con quien mantuvo una reunión": the preposition belongs to the clause.
        is_word = phrase.is_in(index + 1, "relatives")
    else:
        is_word = after_comma and phrase.is_in(index, "relatives")
    if not (is_phrase or is_word) or not _has_finite_or_noun(phrase, start, index):
        return None
    if not _finite_before_sign(phrase, index) or _main_verb_follows(phrase, index):
        return None
    if phrase.classes[index - 1] is WordClass.PREPOSITION:
        index -= 1  # "…, de las cuales nueve"
        after_comma = phrase.tokens[index - 1].text == ","
    return Cut(index - 1 if after_comma else index, index, inherits_clause=True)


def _has_finite_or_noun(phrase: Phrase, start: int, end: int) -> bool:
    return any(phrase.classes[i] in CONTENT for i in range(start, end))


def _main_verb_follows(phrase: Phrase, index: int) -> bool:
    """Tell whether a comma and a finite verb come later: the clause stands inside another."""
    for i in range(index, len(phrase.tokens) - 1):
        if phrase.tokens[i].text == "," and phrase.classes[i + 1] is WordClass.FINITE:
            return True
    return False


def _gerund(phrase: Phrase, start: int, index: int) -> Cut | None:
    after_comma = phrase.tokens[index - 1].text == ","
    is_gerund = phrase.classes[index] is WordClass.GERUND
    if not (after_comma and is_gerund and _has_finite(phrase, start, index)):
        return None
    if _match_phrase(phrase, "list_introducers", index):
        return None
    return Cut(index - 1, index, inherits_subject=True)


def _coordinated(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at "y ratificaron …" (same subject) and at "y el ministro anunció …" (another)."""
    is_contrast = phrase.is_in(index, "contrast")
    is_joint = phrase.classes[index] is WordClass.COORDINATOR or is_contrast
    is_comma = phrase.tokens[index].text == "," and not _joint_follows(phrase, index)
    if not (is_joint or is_comma):
        return None
    if not _has_main_finite(phrase, 0 if is_contrast else start, index):
        return None
    if _match_phrase(phrase, "then", index, topic="order"):
        return None  # "A first, and only then B" states an order: one claim
    end = index - 1 if phrase.tokens[index - 1].text == "," else index
    verb = _skip_adverbs(phrase, index + 1)
    if verb < len(phrase.tokens) and phrase.classes[verb] is WordClass.FINITE:
        return Cut(end, index + 1, inherits_subject=True)
    if (
        not is_comma
        and phrase.is_in(index + 1, "that")
        and _has_finite(phrase, index + 2, len(phrase.tokens))
    ):
        return Cut(end, index + 2)
    if is_contrast and _has_finite(phrase, index + 1, len(phrase.tokens)):
        return Cut(end, index + 1)
    if is_comma or not _subject_and_verb(phrase, index + 1, after_comma=end < index):
        return None
    return Cut(end, index + 1)


def _joint_follows(phrase: Phrase, index: int) -> bool:
    """Tell whether "y", "pero" or the like comes right after a comma and decides there."""
    following = index + 1
    return following < len(phrase.tokens) and (
        phrase.classes[following] is WordClass.COORDINATOR or phrase.is_in(following, "contrast")
    )


def _skip_adverbs(phrase: Phrase, index: int) -> int:
    skipped = (WordClass.ADVERB, WordClass.PRONOUN)
    while index < len(phrase.tokens) and phrase.classes[index] in skipped:
        index += 1
    return index


_SUBJECT_OPENS = frozenset(
    {WordClass.DETERMINER, WordClass.NAME, WordClass.NUMBER, WordClass.PRONOUN}
)
_CLAUSE_OPENS = frozenset({WordClass.SIGN, WordClass.RELATIVE, WordClass.SUBORDINATOR})


def _subject_and_verb(phrase: Phrase, index: int, *, after_comma: bool) -> bool:
    """Tell whether a noun phrase and then a finite verb follow, with no clause between.

    A bare noun opens a subject only after a comma: ", and contact was established".
    """
    bare = {WordClass.OTHER, WordClass.BASE} if after_comma else set()
    if index >= len(phrase.tokens) or phrase.classes[index] not in _SUBJECT_OPENS | bare:
        return False
    for i in range(index, len(phrase.tokens)):
        if phrase.classes[i] is WordClass.FINITE:
            return True
        if phrase.classes[i] in _CLAUSE_OPENS:
            return False
        if phrase.classes[i] is WordClass.COORDINATOR and not phrase.joins_names(i):
            return False
    return False
