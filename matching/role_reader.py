"""Role phrases read from a text, from their head word outwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.name_tokens import PhraseTable, Word, fold
from matching.organisations import match_body
from matching.places import Place, PlaceKind, match_demonym, match_place
from matching.roles import Role, RolePhrase
from matching.span import Span

_SMALL_WORDS = frozenset(
    ("de", "del", "la", "las", "los", "el", "y", "e", "of", "the", "for", "and", "do", "da", "du")
)


_DEPUTY = "deputy_minister"


@dataclass(frozen=True, slots=True)
class _Head:
    concept: str
    of_state: bool = False
    takes_portfolio: bool = False
    former: bool = False


def _primary(language: str) -> str:
    primary = primary_language(language)
    return primary if primary in load_lexicon(SHARED, "roles")["definite"] else "en"


def _head_entries(language: str) -> Iterator[tuple[str, _Head]]:
    prefix = load_lexicon(SHARED, "roles")["former_prefixes"].get(language)
    for form, head in _own_heads(language):
        yield form, head
        if prefix:
            yield prefix + form, replace(head, former=True)


def _own_heads(language: str) -> Iterator[tuple[str, _Head]]:
    lexicon = load_lexicon(SHARED, "roles")
    portfolio_heads = set(lexicon["portfolio_heads"][language])
    listed: set[str] = set()
    for row in lexicon["role"]:
        of_state = set(row.get("state_only", ()))
        for form in row.get(language, ()):
            listed.add(form)
            # "Secretary of State for Health": the bare title is the foreign minister's.
            of_any = form in portfolio_heads or fold(form).startswith("secret")
            yield form, _Head(row["concept"], form in of_state, of_any)
    yield from ((form, _Head("minister", False, True)) for form in portfolio_heads - listed)


@cache
def _heads(language: str) -> PhraseTable[_Head]:
    return PhraseTable(_head_entries(language))


@cache
def _portfolios() -> PhraseTable[str]:
    portfolios = load_lexicon(SHARED, "roles")["portfolios"]
    return PhraseTable([(form, name) for name, forms in portfolios.items() for form in forms])


@cache
def _phrases(topic: str, key: str) -> PhraseTable[bool]:
    return PhraseTable([(form, True) for form in load_lexicon(SHARED, "roles")[topic].get(key, ())])


@cache
def _word_set(topic: str, key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_lexicon(SHARED, "roles")[topic].get(key, ()))


class _Reader:
    """Reads one role phrase from its head outwards."""

    def __init__(self, words: Sequence[Word], language: str) -> None:
        self.words = words
        self.language = language
        self.country: str | None = None
        self.body: str | None = None
        self.portfolio: str | None = None
        self.former = False
        self.own_last = 0
        self.unlisted_at: int | None = None

    def read(self, at: int, head: _Head, length: int) -> RolePhrase | None:
        last = self._after(at + length, head)
        first = self._before(at)
        concept = head.concept
        if self.portfolio and head.takes_portfolio and concept != "secretary_general":
            rank = concept if concept == _DEPUTY else "minister"
            concept = f"{rank}:{self.portfolio}"
        elif head.takes_portfolio and concept == "minister" and self._needs_portfolio(at):
            return None
        former = self.former or head.former
        role = Role(concept, self.country, self.body, head.of_state, former)
        shown = self.unlisted_at or last
        span = Span(self.words[first].span.start, self.words[shown - 1].span.end)
        return RolePhrase(span, role, first, last, self._is_definite(at, first), self.own_last)

    def _needs_portfolio(self, at: int) -> bool:
        return self.words[at].key in ("titular", "chief")

    def _country_at(self, at: int) -> tuple[int, Place] | None:
        return match_place(self.words, at, self.language) or match_demonym(
            self.words, at, self.language
        )

    def _after(self, at: int, head: _Head) -> int:
        """Read modifiers, demonyms, and linked portfolio, country or body; return the end."""
        self.own_last = at
        while at < len(self.words) and self.words[at].is_near and not self.unlisted_at:
            step = self._modifier(at) or self._adjective(at) or self._linked(at, head)
            if not step:
                break
            at += step
        return at

    def _modifier(self, at: int) -> int:
        found = _phrases("modifiers", self.language).match(self.words, at)
        self.own_last = at + found[0] if found else self.own_last
        return found[0] if found else 0

    def _adjective(self, at: int) -> int:
        found = match_demonym(self.words, at, self.language)
        if not found or self.language == "en":
            return 0
        self.country = self.country or found[1].country
        return found[0]

    def _linked(self, at: int, head: _Head) -> int:
        link = _phrases("links", "words").match(self.words, at)
        if not link:
            return 0
        start = at + link[0]
        if start >= len(self.words) or not self.words[start].is_near:
            return 0
        return self._link_target(at, start, head)

    def _link_target(self, at: int, start: int, head: _Head) -> int:
        portfolio = _portfolios().match(self.words, start) if head.takes_portfolio else None
        if portfolio and not self.portfolio and self.words[start + portfolio[0] - 1].is_capitalised:
            self.portfolio = portfolio[1]
            self.own_last = start + portfolio[0]
            return start + portfolio[0] - at
        place = match_place(self.words, start, self.language)
        if place and place[1].kind is not PlaceKind.AREA:
            self._take_place(place[1])
            return start + place[0] - at
        body = match_body(self.words, start)
        if body:
            self.body = body[1]
            return start + body[0] - at
        state = _phrases("links", "state").match(self.words, start)
        if state:
            self.own_last = start + state[0]
            return start + state[0] - at
        return self._unlisted(at, start)

    def _unlisted(self, at: int, start: int) -> int:
        """Read a body or person that is on no list, or a noun before a comma; return its length."""
        end = self._capitals_from(start)
        is_noun = start + 1 < len(self.words) and self.words[start + 1].gap == ", "
        if end == start and not is_noun:
            return 0
        self.unlisted_at = at
        if end > start:
            self.body = self.body or " ".join(word.key for word in self.words[start:end])
        return max(end, start + 1) - at

    def _capitals_from(self, start: int) -> int:
        """Return the end of the capitals from *start*, over the small words that link them."""
        end = start
        for ahead in range(start, len(self.words)):
            word = self.words[ahead]
            if ahead > start and not word.is_near:
                break
            if word.is_capitalised and not word.starts:
                end = ahead + 1
            elif word.key not in _SMALL_WORDS:
                break
        return end

    def _take_place(self, place: Place) -> None:
        self.country = self.country or place.country
        if place.kind is not PlaceKind.COUNTRY:
            self.body = self.body or place.name

    def _before(self, at: int) -> int:
        """Read what stands before the head: portfolio, country and modifiers; return the start."""
        first = at
        while first > 0 and self.words[first].gap.strip("’'s ") in ("", "-"):
            step = self._one_before(first)
            if not step:
                break
            first -= step
        return first

    def _one_before(self, first: int) -> int:
        previous = self.words[first - 1]
        if previous.key in _word_set("former", self.language):
            self.former = True
            return 1
        if self.language != "en" or self.words[first].gap.strip() not in ("", "-", "'s", "’s"):
            return 0
        for length in (3, 2, 1):
            start = first - length
            if start < 0:
                continue
            found = _phrases("modifiers", "en").match(self.words, start)
            if found and found[0] == length:
                return length
            portfolio = _portfolios().match(self.words, start)
            if portfolio and portfolio[0] == length and not self.portfolio:
                self.portfolio = portfolio[1]
                return length
            place = self._country_at(start)
            if place and place[0] == length and place[1].kind is not PlaceKind.AREA:
                self._take_place(place[1])
                return length
        return 0

    def _is_definite(self, at: int, first: int) -> bool:
        if self.words[at].key in _word_set("never_alone", "words") and not (
            self.country or self.body or self.portfolio
        ):
            return False
        before = self.words[first - 1] if first else None
        near = before is not None and self.words[first].gap.strip() in ("", "'", "’")
        if before is not None and near and before.key in _word_set("definite", self.language):
            return True
        possessed = first < at and any(
            self.words[k].gap.startswith(("'s", "’s")) for k in range(first + 1, at + 1)
        )
        return possessed or (first < at and self.words[first].starts)


def find_roles(words: Sequence[Word], language: str) -> tuple[RolePhrase, ...]:
    """Return the role phrases among *words*, in order, none overlapping another."""
    primary = _primary(language)
    found: list[RolePhrase] = []
    at = 0
    while at < len(words):
        match = _heads(primary).match(words, at)
        phrase = _Reader(words, primary).read(at, match[1], match[0]) if match else None
        if phrase and (not found or phrase.first >= found[-1].last):
            found.append(phrase)
            at = phrase.last
        else:
            at += 1
    return tuple(found)
