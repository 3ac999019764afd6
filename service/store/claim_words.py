"""A claim as rows to find it by; the same words and queries on both databases."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matching.ids import text_hash
from service.store.insert import insert_missing
from service.store.tables import ClaimTextRow, ClaimWordRow

_WORD = re.compile(r"\w+")
# A word that is longer is no word of a language.
_LONGEST = 60
# Values of one statement are limited.
_BATCH = 400


def search_words(text: str) -> tuple[str, ...]:
    """Return the distinct words of *text* in order, without case, accents and signs."""
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()
    words = (word[:_LONGEST] for word in _WORD.findall(plain))
    return tuple(dict.fromkeys(word for word in words if word.isprintable()))


def index_claims(session: Session, claims: Sequence[tuple[str, str, str]]) -> None:
    """Make claims findable: (identifier, text, rendering) each; their earlier words go."""
    ids = sorted({claim_id for claim_id, _, _ in claims})
    for at in range(0, len(ids), _BATCH):
        batch = ids[at : at + _BATCH]
        for row in (ClaimWordRow, ClaimTextRow):
            session.execute(delete(row).where(row.claim_id.in_(batch)))
    insert_missing(session, ClaimWordRow, [*word_rows(claims)])
    insert_missing(session, ClaimTextRow, [*text_rows(claims)])


def word_rows(claims: Iterable[tuple[str, str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the words of claims."""
    for claim_id, text, rendering in claims:
        # What a claim inherits stands in its rendering alone.
        for word in search_words(f"{text} {rendering}"):
            yield {"word": word, "claim_id": claim_id}


def text_rows(claims: Iterable[tuple[str, str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the texts that vectors of claims stand for."""
    for claim_id, text, rendering in claims:
        for each in sorted({text, rendering}):
            yield {"text_hash": text_hash(each), "claim_id": claim_id}
