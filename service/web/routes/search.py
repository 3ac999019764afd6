"""Search: claims by their words, or by what they mean, across languages."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.api.guard import Reader
from service.api.schemas.ids import SourceId
from service.api.schemas.words import LanguageTag
from service.api.services import Services, ServicesDep
from service.store.claim_search import FoundClaim, SearchFilter
from service.store.claim_words import search_words
from service.web.forms import GivenOrNone
from service.web.rendering import render
from service.work.meaning import nearest_texts

router = APIRouter(prefix="/search")

_PAGE = 25
_MOST_SOURCES = 300
# Below that, texts of one embedding have little to do with each other.
_LEAST_ALIKE = 0.3
_LONGEST = 500


class By(StrEnum):
    """What is looked for."""

    WORDS = "words"
    MEANING = "meaning"


@router.get("")
def search(
    request: Request,
    services: ServicesDep,
    principal: Reader,
    q: str = "",
    by: By = By.WORDS,
    source: Annotated[SourceId | None, GivenOrNone] = None,
    language: Annotated[LanguageTag | None, GivenOrNone] = None,
    since: Annotated[date | None, GivenOrNone] = None,
    until: Annotated[date | None, GivenOrNone] = None,
    page: Annotated[int, Query(ge=1, le=200)] = 1,
) -> Response:
    """Show claims that hold words, or mean something like them; an empty search shows the form.

    Days are those of UTC, both included.
    """
    asked = " ".join(q.replace("\0", " ").split())[:_LONGEST]
    where = SearchFilter(source, language, _start(since), _start(until, days=1))
    found: list[FoundClaim] = []
    has_words = bool(search_words(asked))
    if has_words:
        found = _found(services, asked, by, where, page)
    with services.read() as store:
        sources = store.sources.by_name(_MOST_SOURCES)
        languages = store.claim_search.languages()
    filters = {
        "q": asked,
        "by": by.value,
        "source": source or "",
        "language": language or "",
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
    }
    return render(
        request,
        "search.html",
        at="search",
        principal=principal,
        filters=filters,
        found=found[:_PAGE],
        are_more=len(found) > _PAGE,
        page=page,
        has_words=has_words,
        sources=sources,
        languages_of_claims=languages,
    )


def _found(
    services: Services, asked: str, by: By, where: SearchFilter, page: int
) -> list[FoundClaim]:
    """Return the claims of a page, and one more where others follow."""
    offset = (page - 1) * _PAGE
    if by is By.WORDS:
        with services.read() as store:
            return [*store.claim_search.by_words(asked, where, _PAGE + 1, offset=offset)]
    near = services.executor.run(nearest_texts, asked, _LEAST_ALIKE)
    with services.read() as store:
        ranked = store.claim_search.by_texts(near, where, offset + _PAGE + 1)
    return [*ranked[offset:]]


def _start(day: date | None, days: int = 0) -> datetime | None:
    if day is None or not 1000 <= day.year <= 2999:
        return None
    return datetime.combine(day, time(), UTC) + timedelta(days=days)
