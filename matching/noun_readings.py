"""Whether a word that could be a cue verb is a noun, adjective or gerund where it stands."""

from matching.speech_row import Row
from matching.verb_forms import VerbForm, verb_form
from matching.word_classes import WordClass

_VERBS = frozenset({WordClass.FINITE, WordClass.INFINITIVE, WordClass.PARTICIPLE})


def is_noun(row: Row, i: int) -> bool:
    """Tell whether a word that could be a cue verb is a noun or adjective here."""
    before = row.class_at(i - 1)
    word = row.units[i].lower
    if row.is_("have", i - 1) and i:
        return False
    if row.is_("clitics", i - 1) and word not in row.words.noun_like:
        # "la alerta": a form that dictionaries list as a noun is one after an article.
        return row.is_("articles", i - 1) and word in row.words.forms
    form = verb_form(row.units[i].text, row.words.language)
    if form is VerbForm.INFINITIVE and row.is_("infinitive_marks", i - 1):
        return False  # "al señalar que", "para anunciar que"
    if before in {WordClass.DETERMINER, WordClass.NUMBER} or row.is_("determiners", i - 1):
        return not row.is_("demonstrative_subjects", i - 1) or word in row.words.noun_like
    if before is WordClass.PREPOSITION and not row.is_("infinitive_marks", i - 1):
        return form not in {VerbForm.GERUND, VerbForm.INFINITIVE}
    if row.units[i - 1].text.endswith(("'s", "’s")) and i:
        return True
    opens_clause = row.sign(i - 1) == "," or row.is_("as_words", i - 1)
    opens_clause |= row.is_("heard", i - 1)
    if word not in row.words.noun_like or (opens_clause and is_gerund(row, i)):
        return False  # "hit back, saying …", "was quoted as saying …"
    if i == 0 and row.class_at(1) is WordClass.DETERMINER and not row.words.has_bare_clauses:
        return False  # "Denuncia la oposición que …", "Reza el cartel: …"
    if _has_own_preposition(row, i) or _follows_quotation(row, i):
        return False
    if row.is_title_case and row.units[i].is_capitalised and not word.endswith("s"):
        return row.words.has_bare_clauses
    if row.is_complementiser(i + 1) and before is not WordClass.PREPOSITION:
        if before in _VERBS and not row.is_("auxiliaries", i - 1):
            return True  # "denied reports that", "se ha dado cuenta que"
        is_relative = row.class_at(i + 2) is WordClass.FINITE or row.is_("auxiliaries", i + 2)
        return is_relative and row.words.has_bare_clauses
    if row.is_quote(i + 1) or (row.sign(i + 1) == ":" and row.is_quote(i + 2)):
        return False
    return not (_has_subject(row, i) and _has_object(row, i)) and not _closes_report(row, i)


def _closes_report(row: Row, i: int) -> bool:
    """Tell "…, court documents |show|." from a plural noun: a plural subject after a comma."""
    closes = i + 1 >= len(row) or (row.sign(i + 1) in {".", ","} and i + 2 >= len(row))
    if not closes or not row.words.has_bare_clauses or not row.units[i - 1].lower.endswith("s"):
        return False
    is_base = not row.units[i].lower.endswith("s")
    return is_base and any(row.sign(k) == "," for k in (i - 2, i - 3, i - 4))


def _follows_quotation(row: Row, i: int) -> bool:
    """Tell '"…", cuenta doña Eulalia', where a form like a noun is the cue."""
    after = row.is_quote(i - 1) or (row.sign(i - 1) == "," and row.is_quote(i - 2))
    return after and i > 0 and not row.words.has_bare_clauses and not row.is_("of", i + 1)


def _has_own_preposition(row: Row, i: int) -> bool:
    """Tell whether a verb's own preposition and an infinitive follow: "amenaza con ir"."""
    verbs = row.words.prepositions_of.get(row.units[i + 1].lower) if i + 1 < len(row) else None
    follows = verb_form(row.units[i + 2].text, row.words.language) if i + 2 < len(row) else None
    return (
        bool(verbs)
        and follows is VerbForm.INFINITIVE
        and (row.words.verb_lemma(row.units[i].text) in (verbs or ()))
    )


def is_gerund(row: Row, i: int) -> bool:
    """Tell "saying" in "was quoted as saying", which reports a clause of its own."""
    return verb_form(row.units[i].text, row.words.language) is VerbForm.GERUND


def _has_subject(row: Row, i: int) -> bool:
    """Tell whether what stands before a noun-like word can be its subject or auxiliary."""
    before = row.class_at(i - 1)
    if before in {WordClass.PRONOUN, WordClass.RELATIVE}:
        return True
    if any(row.is_(kind, i - 1) for kind in ("auxiliaries", "infinitive_marks")):
        return True
    if row.is_adverb(i - 1) or (row.sign(i - 1) == "," and not row.words.has_bare_clauses):
        return True
    if row.words.has_bare_clauses and (row.is_role(i - 1) or row.is_("text_nouns", i - 1)):
        # "The lawsuit claims the firm", "officials claim the firm"
        return row.units[i].lower.endswith("s") != row.units[i - 1].lower.endswith("s")
    agrees = row.units[i].lower.endswith(("s", "d")) or row.units[i - 1].text.endswith("s")
    return before is WordClass.NAME and (agrees or not row.words.has_bare_clauses)


def _has_object(row: Row, i: int) -> bool:
    """Tell whether what follows a noun-like word can be its object or clause."""
    follows = row.class_at(i + 1)
    return follows in {WordClass.DETERMINER, WordClass.PRONOUN, WordClass.NAME} or any(
        row.is_(kind, i + 1) for kind in ("whether", "determiners")
    )
