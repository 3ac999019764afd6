"""Who does what to whom: the deeds of a text, with the doer and the one it is done to.

Active ("A beat B"), passive ("B was beaten by A"), clefts ("it was A who beat B"), Spanish
objects with *a*, subjects behind the verb, and verbs whose subject undergoes ("B lost to A").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.parties import Party, party_after, party_before, relative_antecedent
from matching.span import Span
from matching.tokens import Token, is_known, lemma, tokenize
from matching.verb_forms import clause_words
from matching.word_classes import WordClass, classify_words

_REACH = 14
# Families of verbs whose subject undergoes the deed.
_TURNED = ("converse", "receiving")
_VERBAL = (WordClass.FINITE, WordClass.PARTICIPLE, WordClass.INFINITIVE, WordClass.GERUND)
_PARTICIPLE_ENDINGS = (
    *("ed", "wn", "en", "ght", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"),
    *("to", "ta", "tos", "tas", "é", "ée", "és", "ées"),
)
_ROMANCE = {"ado": ("ar",), "ada": ("ar",), "ido": ("er", "ir"), "ida": ("er", "ir")}
_INFINITIVES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "es": _ROMANCE,
    "pt": _ROMANCE,
    "fr": {"é": ("er",), "ée": ("er",), "i": ("ir",), "ie": ("ir",), "u": ("re",), "ue": ("re",)},
}
_REPEATING = frozenset({"lo", "la", "los", "las"})
_STOPS = frozenset({".", ";", ":", "!", "?"})
_CLAUSE = (
    *(WordClass.FINITE, WordClass.INFINITIVE, WordClass.GERUND),
    *(WordClass.RELATIVE, WordClass.SUBORDINATOR),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: who does it to whom, by which verb.

    `kinds` are the kinds of deed that the verb tells of (lexicon/shared/agency.toml), `verb`
    its dictionary form; `is_hostile` tells a target behind "against"; `is_cleft` that the
    text says with stress who it was. `span` covers the verb.
    """

    doer: Party
    target: Party
    verb: str
    kinds: frozenset[str]
    span: Span
    is_hostile: bool = False
    is_cleft: bool = False


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon(SHARED, "agency")[name])


@cache
def _kinds_of() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return verb → (kind of deed, noun that must follow or "")."""
    found: dict[str, list[tuple[str, str]]] = {}
    deeds: Mapping[str, Sequence[str]] = load_lexicon(SHARED, "agency")["deeds"]
    for kind, entries in deeds.items():
        for entry in entries:
            verb, _, noun = entry.partition(" ")
            found.setdefault(verb, []).append((kind, noun))
    return {verb: tuple(kinds) for verb, kinds in found.items()}


@cache
def _helpers(language: str) -> frozenset[str]:
    names = ("auxiliaries", "passive_auxiliaries", "be_have")
    return frozenset().union(*(clause_words(language, name) for name in names))


@lru_cache(maxsize=16384)
def _verb_of(word: str, language: str) -> str:
    """Return the dictionary form, a participle's verb included ("acusada": "acusar")."""
    base = lemma(word, language)
    for ending, infinitives in _INFINITIVES.get(primary_language(language), {}).items():
        stem = base.removesuffix("s").removesuffix(ending)
        if ending and base.removesuffix("s").endswith(ending):
            verbs = (stem + infinitive for infinitive in infinitives)
            return next((verb for verb in verbs if is_known(verb, language)), base)
    return base


def _passive(language: str) -> frozenset[str]:
    return clause_words(language, "passive_auxiliaries")


@lru_cache(maxsize=1024)
def find_deeds(text: str, language: str) -> tuple[Deed, ...]:
    """Return the deeds of *text* with both sides named, in order of their verbs."""
    tokens = tokenize(text)
    reader = _Reader(tokens, classify_words(tokens, language), language)
    return tuple(deed for at in reader.verbs() for deed in reader.deeds_at(at))


@dataclass(frozen=True, slots=True)
class _Reader:
    tokens: Sequence[Token]
    classes: Sequence[WordClass]
    language: str

    def verbs(self) -> Iterator[int]:
        """Yield the places of verbs that may tell a deed: no auxiliaries, nothing symmetric."""
        helpers = _helpers(self.language)
        for at, kind in enumerate(self.classes):
            is_verb = kind in _VERBAL or self._is_verb_by_place(at)
            if is_verb and self._word(at) not in helpers and not self._is_symmetric(at):
                yield at

    def _is_verb_by_place(self, at: int) -> bool:
        """Tell a verb whose form is also a noun's: "who beats", "fue acusado por"."""
        if not at or self.classes[at] not in (WordClass.BASE, WordClass.OTHER):
            return False
        if self.classes[at - 1] is WordClass.RELATIVE:
            return True
        return self._word(at).endswith(_PARTICIPLE_ENDINGS) and (
            self._word(self._before_adverbs(at)) in _helpers(self.language)
            or self._word(at + 1) in _words("doers")
        )

    def _before_adverbs(self, at: int) -> int:
        """Return the place of the last word before *at* that is no adverb, -1 without one."""
        back = at - 1
        while back >= 0 and self.classes[back] is WordClass.ADVERB:
            back -= 1
        return back

    def _is_symmetric(self, at: int) -> bool:
        return self._lemma(at) in _words("symmetric")

    def _word(self, at: int) -> str:
        return self.tokens[at].text.lower() if 0 <= at < len(self.tokens) else ""

    def _lemma(self, at: int) -> str:
        return _verb_of(self._word(at), self.language)

    def deeds_at(self, at: int) -> Iterator[Deed]:
        """Yield the deeds that the verb at *at* tells of."""
        following = list(self._following(at))
        doers = [party for link, party in following if link in _words("doers")]
        subject, is_cleft = self._subject(at)
        if self._is_passive(at):
            if subject is None:
                subject, is_cleft = self._main_subject(at)
            goals = [party for link, party in following if link in _words("goals")]
            for doer in doers[:1]:
                for target in (*filter(None, [subject]), *goals):
                    yield self._deed(at, doer, target, "", is_cleft)
            return
        if subject is None and self.classes[at] in (WordClass.INFINITIVE, WordClass.GERUND):
            subject, is_cleft = self._main_subject(at)
        yield from self._active(at, subject, following, is_cleft)

    def _active(
        self,
        at: int,
        subject: Party | None,
        following: Sequence[tuple[str, Party]],
        is_cleft: bool,
    ) -> Iterator[Deed]:
        base = self._lemma(at)
        fronted = self._fronted_object(at)
        if fronted is not None:
            doer = next((party for link, party in following if not link), None)
            if doer is not None:
                yield self._deed(at, doer, fronted, "", is_cleft)
            return
        if subject is None:
            # "Derrotó Larrea a Mulready": the subject stands behind the verb.
            if not following or following[0][0] or self.language == "en":
                return
            subject, following = following[0][1], following[1:]
        for link, party in following:
            if any(base in _words(f) and link in _words(f"{f}_links") for f in _TURNED):
                yield self._deed(at, party, subject, "", is_cleft)
            elif not link or link in _words("goals"):
                yield self._deed(at, subject, party, link, is_cleft)

    def _deed(self, at: int, doer: Party, target: Party, link: str, is_cleft: bool) -> Deed:
        base = self._lemma(at)
        near = {self._lemma(i) for i in range(at + 1, min(at + 5, len(self.tokens)))}
        kinds = frozenset(
            kind for kind, noun in _kinds_of().get(base, ()) if not noun or noun in near
        )
        is_hostile = link in _words("hostile")
        return Deed(doer, target, base, kinds, self.tokens[at].span, is_hostile, is_cleft)

    def _is_passive(self, at: int) -> bool:
        """Tell "was beaten by", "fue derrotado por", and ", beaten by"."""
        if self.classes[at] in (WordClass.INFINITIVE, WordClass.GERUND):
            return False
        before = self._word(self._before_adverbs(at))
        if before in _passive(self.language):
            return True
        is_bare = self._word(at + 1) in _words("doers")
        has_perfect = before in clause_words(self.language, "perfect_auxiliaries")
        return is_bare and not has_perfect and self._word(at).endswith(_PARTICIPLE_ENDINGS)

    def _subject(self, at: int) -> tuple[Party | None, bool]:
        """Return who stands before the verb as its subject, and whether a cleft says so."""
        back = at - 1
        helpers = _helpers(self.language)
        while back >= 0 and (
            self.classes[back] in (WordClass.ADVERB, WordClass.PRONOUN)
            or self._word(back) in helpers
        ):
            back -= 1
        if back >= 0 and (
            self.classes[back] is WordClass.RELATIVE or self._word(back) in ("that", "que", "who")
        ):
            return relative_antecedent(self.tokens, self.classes, back, self.language)
        if self.classes[at] in (WordClass.INFINITIVE, WordClass.GERUND):
            return None, False
        return party_before(self.tokens, self.classes, back, self.language), False

    def _main_subject(self, at: int) -> tuple[Party | None, bool]:
        """Return the subject of the nearest finite verb before *at*."""
        for i in range(at - 1, -1, -1):
            if self._word(i) in _STOPS:
                break
            if self.classes[i] is WordClass.FINITE:
                party, is_cleft = self._subject(i)
                if party is not None:
                    return party, is_cleft
        return None, False

    def _fronted_object(self, at: int) -> Party | None:
        """Return the object of "a Luis lo acusó Ana", "al niño le pegó Ana"; None elsewhere."""
        if self.language == "en" or self.classes[at - 1 : at] != (WordClass.PRONOUN,):
            return None
        party = party_before(self.tokens, self.classes, at - 2, self.language, governed=True)
        if party is None:
            return None
        heads = {self._word(party.first - 1), self._word(party.first)}
        # "La plantilla la forman 400 personas": a repeated object needs no preposition.
        is_repeated = self._word(at - 1) in _REPEATING
        return party if is_repeated or heads & _words("before_object") else None

    def _following(self, at: int) -> Iterator[tuple[str, Party]]:
        """Yield (preposition or "", phrase) for the phrases behind the verb, in its clause."""
        i, end = at + 1, min(at + 1 + _REACH, len(self.tokens))
        link = ""
        while i < end:
            word, kind = self._word(i), self.classes[i]
            if word in _STOPS or kind in _CLAUSE:
                return
            if kind is WordClass.PREPOSITION or word in _words("doers"):
                link = word
                i += 1
                continue
            party = party_after(self.tokens, self.classes, i, self.language)
            if party is None:
                i += 1
                continue
            yield link, party
            i, link = party.last + 1, "-"
