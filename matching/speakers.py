"""Who a pronoun, an unnamed subject or a text stands for."""

from matching.span import Span
from matching.speech_lexicon import SpeechLexicon
from matching.tokens import Token, tokenize

CARRIED_OVER = 0.7
"""Factor on the confidence of an attribution whose speaker comes from the context."""


def speaker_words(text: str, source: Span, words: SpeechLexicon) -> str | None:
    """Return the source's own words without a leading article.

    None when the source only points at somebody ("él", "she", "su publicación", "the
    statement"): the context has to tell who that is.
    """
    tokens = [token for token in tokenize(text, source) if token.is_word]
    if not tokens or _points_elsewhere(tokens, words):
        return None
    first = tokens[0].text
    is_nameless = len(tokens) > 1 and words.is_("of", tokens[1].text)  # "La de Quillay"
    if words.is_("articles", first) and len(tokens) > 1 and not is_nameless:
        return _owner(text[tokens[1].span.start : source.end])
    has_elided_article = first[1:2] in {"'", "’"} and words.is_("articles", first[:2])
    return _owner(text[source.start + (2 if has_elided_article else 0) : source.end])


def text_words(text: str, source: Span, words: SpeechLexicon) -> str | None:
    """Return a text's own name ("el comunicado") for where nobody before could have issued it.

    None for a pronoun: that somebody said it is all we know.
    """
    tokens = [token for token in tokenize(text, source) if token.is_word]
    if len(tokens) < 2 or not words.is_("articles", tokens[0].text):
        return None
    return text[tokens[1].span.start : source.end]


def _owner(words: str) -> str:
    """Return "the minister's" as "the minister"."""
    return words[:-2] if words.endswith(("'s", "’s")) else words


def _points_elsewhere(tokens: list[Token], words: SpeechLexicon) -> bool:
    if len(tokens) == 1:
        word = tokens[0].text
        return any(words.is_(kind, word) for kind in ("anaphors", "pronouns", "relatives"))
    is_text = words.is_("determiners", tokens[0].text) and words.is_("text_nouns", tokens[1].text)
    has_owner = len(tokens) > 2 and words.is_("of", tokens[2].text)
    return is_text and (words.is_("anaphors", tokens[0].text) or not has_owner)
