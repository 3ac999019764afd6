"""Parts of a sentence beside and around what somebody is credited with."""

from collections.abc import Sequence

from matching.attribution import Attribution
from matching.clause_verbs import clause_classes
from matching.span import Span
from matching.speech_lexicon import find_speech_verb
from matching.tokens import Token, tokenize
from matching.word_classes import WordClass, classify_words

_MIN_RESIDUE_WORDS = 5
# A residue this long states something even where its verb is not recognised.
_LONG_RESIDUE_WORDS = 10
_NEAR = 30
_JOINTS = " \t\r\n,;:.–—-\"“”«»„‘’'…"


def content_pieces(
    text: str, language: str, attribution: Attribution
) -> list[tuple[Span, tuple[Span, ...]]]:
    """Return the parts of a content; one clause that the cue interrupts is one, with a hole."""
    pieces: list[tuple[Span, tuple[Span, ...]]] = []
    for content in attribution.content:
        if pieces and attribution.cue is not None:
            before, holes = pieces[-1]
            gap = Span(before.end, max(before.end, content.start))
            if gap.contains(attribution.cue) and not _ends_clause(text, before, gap, language):
                pieces[-1] = (Span(before.start, content.end), (*holes, gap))
                continue
        pieces.append((content, ()))
    return pieces


def _ends_clause(text: str, piece: Span, gap: Span, language: str) -> bool:
    """Tell whether a clause or a line ends before the cue: what follows is another one."""
    if any(sign in gap.quote(text) for sign in ".!?;:\n"):
        return True
    return WordClass.FINITE in classify_words(tokenize(text, piece), language)


def taken_by(text: str, attribution: Attribution, language: str) -> list[Span]:
    """Return content and cue, and the speaker where a new clause begins with it.

    "The offer failed, but [police] said": else the speaker would end the clause before.
    """
    taken = [*attribution.content]
    cue, source = attribution.cue, attribution.source
    if cue is None:
        return taken
    if source is not None and source.end <= cue.start:
        between = text[source.end : cue.start]
        before = tokenize(text, Span(max(0, source.start - _NEAR), source.start))
        opens = [k for k in classify_words(before, language) if k is not WordClass.DETERMINER]
        joint = (WordClass.COORDINATOR, WordClass.SUBORDINATOR)
        if not between.strip() and opens and opens[-1] in joint:
            return [*taken, Span(_with_article(before, source, language), cue.end)]
    return [*taken, cue]


def _with_article(before: Sequence[Token], source: Span, language: str) -> int:
    """Return where the speaker begins with its article: "but [the company]"."""
    classes = classify_words(before, language)
    is_article = bool(classes) and classes[-1] is WordClass.DETERMINER
    return before[-1].span.start if is_article else source.start


def residue(text: str, sentence: Span, taken: Sequence[Span]) -> list[Span]:
    """Return what is left of *sentence* between the spans already taken."""
    pieces, position = [], sentence.start
    for span in taken:
        if span.start > position:
            pieces.append(Span(position, span.start))
        position = max(position, span.end)
    if position < sentence.end:
        pieces.append(Span(position, sentence.end))
    stripped = [piece.strip(text, also=_JOINTS) for piece in pieces]
    return [piece for piece in stripped if len(piece)]


def states_something(text: str, piece: Span, first_taken: Span, language: str) -> bool:
    """Tell whether the rest of a sentence with a quotation is a statement of its own."""
    tokens = tokenize(text, piece)
    classes = classify_words(tokens, language)
    opens = classes[0] if classes else WordClass.SIGN
    leads_nowhere = {WordClass.FINITE, WordClass.RELATIVE}
    if piece.start > first_taken.start:
        leads_nowhere.add(WordClass.PREPOSITION)  # '"…", se lee [en su página]'
    words = sum(token.is_word for token in tokens)
    leads_on = bool(classes) and classes[-1] is WordClass.PREPOSITION  # "recurrió a X para"
    if _is_short_clause(text, piece, language) and opens not in leads_nowhere:
        return True
    if words < _MIN_RESIDUE_WORDS or opens in leads_nowhere or leads_on:
        return False
    if WordClass.FINITE in classes:
        return True
    holds_fact = WordClass.NUMBER in classes or WordClass.PARTICIPLE in classes
    return holds_fact and words >= _LONG_RESIDUE_WORDS


def _is_short_clause(text: str, piece: Span, language: str) -> bool:
    """Tell "Farmers want lower taxes; ministers say …" from "Ana Rey told reporters"."""
    if not text[piece.end :].lstrip().startswith(";"):
        return False
    tokens = tokenize(text, piece)
    classes = clause_classes(tokens, language)
    verbs = [
        token.text.lower()
        for token, kind in zip(tokens, classes, strict=True)
        if kind is WordClass.FINITE
    ]
    is_subject_first = bool(verbs) and classes[0] is not WordClass.FINITE
    return is_subject_first and not any(find_speech_verb(verb, language) for verb in verbs)
