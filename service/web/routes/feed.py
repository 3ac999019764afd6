"""The feed of reports and changes of verdict, beside the page of reports."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from matching.ids import text_hash
from service.api.etag import TagsDep
from service.api.guard import Reader
from service.api.services import ServicesDep
from service.delivery.atom import MEDIA_TYPE, PATH
from service.delivery.feed import stored_feed

router = APIRouter()


@router.get(PATH)
def feed(
    services: ServicesDep,
    tags: TagsDep,
    _: Reader,
    language: Annotated[Literal["en", "es"] | None, Query()] = None,
) -> Response:
    """Give the newest fifty entries, the same bytes until something is new."""
    with services.read() as store:
        found = stored_feed(store, services.settings, language or "en", only=language)
    headers = tags.version(text_hash(found.decode("utf-8")))
    headers["X-Content-Type-Options"] = "nosniff"
    return Response(found, media_type=MEDIA_TYPE, headers=headers)
