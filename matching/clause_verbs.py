"""Which verb-like words of a sentence are its verbs: word classes mended by their neighbours.

`word_classes` looks one word ahead and one back. Whether "published" is the verb of its
clause or a participle ("the report published on Monday shows") takes the sentence.
"""

from collections.abc import Sequence

from matching.english_past import BREAKS, mend_doubles, mend_past_forms
from matching.english_present import mend_present_forms
from matching.language_tag import primary_language
from matching.tokens import Token
from matching.verb_forms import clause_words, is_present
from matching.verb_rows import mend_verb_rows
from matching.word_classes import WordClass, classify_words

_C = WordClass
_SHORTEST = 4


def clause_classes(tokens: Sequence[Token], language: str) -> tuple[WordClass, ...]:
    """Return the class of each token, with the sentence's verbs told from their doubles."""
    classes = list(classify_words(tokens, language))
    words = [token.text.lower() for token in tokens]
    primary = primary_language(language)
    _mark_adverbs(words, classes, primary)
    if primary == "en":
        mend_doubles(words, classes)
        mend_past_forms(words, classes)
        mend_present_forms(words, classes)
    else:
        _mark_participles(words, classes, primary)
        _find_romance_verb(words, classes, primary)
    mend_verb_rows(words, classes, primary)
    return tuple(classes)


def _mark_participles(words: list[str], classes: list[WordClass], language: str) -> None:
    """Mark "Nacida en …," and ", botado en 1971,", which dictionaries give as adjectives."""
    endings = tuple(clause_words(language, "participle_suffixes"))
    for i in range(len(words) - 1):
        opens = i == 0 or words[i - 1] in (",", "—", "–")
        is_noun = classes[i] is _C.OTHER or (i == 0 and classes[i] is _C.NAME)
        follows = classes[i + 1] in (_C.PREPOSITION, _C.ADVERB)
        if (
            opens
            and is_noun
            and follows
            and len(words[i]) > _SHORTEST
            and words[i].endswith(endings)
        ):
            classes[i] = _C.PARTICIPLE


def _find_romance_verb(words: list[str], classes: list[WordClass], language: str) -> None:
    """Find the verb of a first clause that seems to have none: "El brote suma 1.900 casos"."""
    for i, kind in enumerate(classes):
        if kind is _C.FINITE or kind in BREAKS:
            return
        if kind is not _C.OTHER or i == 0 or i + 1 == len(words):
            continue
        after_noun = classes[i - 1] in (_C.OTHER, _C.NAME, _C.NUMBER)
        opens = (_C.DETERMINER, _C.NUMBER, _C.PREPOSITION, _C.ADVERB, _C.INFINITIVE, _C.NAME)
        if after_noun and classes[i + 1] in opens and is_present(words[i], language):
            classes[i] = _C.FINITE
            return


def _mark_adverbs(words: list[str], classes: list[WordClass], language: str) -> None:
    """Mark "-mente" and "-ly" words, except the nouns that end so."""
    endings = tuple(clause_words(language, "adverb_endings"))
    nouns = clause_words(language, "not_adverbs")
    if not endings:
        return
    for i, word in enumerate(words):
        if classes[i] in (_C.OTHER, _C.BASE) and word.endswith(endings) and word not in nouns:
            classes[i] = _C.ADVERB
