"""Whether an attribution reports words, or tells of an act with a thing as its object.

"said that the offer fails" reports: what is stated is the clause. "rejected the offer",
"pidió la renuncia" tells what somebody did: verb and object are one statement.
"""

from matching.attribution import Attribution, AttributionKind
from matching.clause_verbs import clause_classes
from matching.span import Span
from matching.tokens import tokenize
from matching.verb_forms import clause_words
from matching.word_classes import WordClass

_C = WordClass
_NOUN_PHRASE = frozenset(
    {_C.DETERMINER, _C.OTHER, _C.NAME, _C.NUMBER, _C.PREPOSITION, _C.BASE, _C.ADVERB, _C.PRONOUN}
)
_NEAR = 20
_MARKS = frozenset('"“”«»„:—–\n')


def is_act(text: str, attribution: Attribution, language: str) -> bool:
    """Tell whether what follows the cue is the object of a verb and no clause or quotation."""
    cue = attribution.cue
    if cue is None or attribution.kind is not AttributionKind.INDIRECT:
        return False
    if len(attribution.content) != 1:
        return False
    (content,) = attribution.content
    tokens = tokenize(text, content)
    classes = clause_classes(tokens, language)
    if content.start < cue.end:
        # "La senadora, de 61 años, criticó el decreto": who acts, and nothing said.
        return content.quote(text)[:1] not in _MARKS and _C.FINITE not in classes
    if _is_reported(text, cue, content, language):
        return False
    if not classes:
        return False
    if attribution.source is None and _after_relative(text, cue, language):
        return True  # "…, lo que encareció la conserva"
    if classes[0] is _C.GERUND or classes[0] is _C.INFINITIVE or tokens[0].text.lower() == "to":
        # "aseguró haber declarado" says that he did; "prometió bajar" tells of a promise.
        return tokens[0].text.lower() not in clause_words(language, "perfect")
    if classes[0] not in _NOUN_PHRASE:
        return False
    return not _has_verb(classes, [token.text for token in tokens])


def _after_relative(text: str, cue: Span, language: str) -> bool:
    """Tell whether "lo que", "which" is the subject of the cue: a thing speaks of nothing."""
    before = tokenize(text, Span(max(0, cue.start - _NEAR), cue.start))
    words = [token.text.lower() for token in before[-2:]]
    listed = clause_words(language, "whole_clause_relatives")
    return bool(words) and (" ".join(words) in listed or words[-1] in listed)


def _is_reported(text: str, cue: Span, content: Span, language: str) -> bool:
    """Tell whether "that", a colon, a mark or "según" leads to the content."""
    between = text[cue.end : content.start]
    if any(mark in between or text[content.start : content.start + 1] == mark for mark in _MARKS):
        return True
    words = [token.text.lower() for token in tokenize(text, Span(cue.end, content.start))]
    links = clause_words(language, "that") | {"if", "whether", "si", "se"}
    leads = tokenize(text, cue)
    is_preposition = leads[-1].text.lower() in clause_words(language, "prepositions")
    return bool(set(words) & links) or (is_preposition and len(leads) < 3)


def _has_verb(classes: tuple[WordClass, ...], words: list[str]) -> bool:
    """Tell whether the words are a clause: a verb comes before any comma, "that" or "and"."""
    for kind, word in zip(classes, words, strict=True):
        if kind is _C.FINITE:
            return True
        if kind in (_C.RELATIVE, _C.SUBORDINATOR, _C.COORDINATOR) or word in ",;:":
            return False
    return False
