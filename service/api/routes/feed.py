"""The feed of reports and changes of verdict, for programs that follow feeds."""

from typing import Annotated, Literal

from fastapi import Query, Response

from matching.ids import text_hash
from service.api.etag import TagsDep
from service.api.guard import Reader
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.delivery.atom import MEDIA_TYPE
from service.delivery.feed import stored_feed

router = resource("reports")

_Language = Annotated[
    Literal["en", "es"] | None,
    Query(description="Only what was written in this language; all of it by default."),
]


@router.get(
    "/feed.atom",
    response_class=Response,
    responses={
        200: {
            "description": "The newest reports and changes of verdict, as Atom (RFC 4287).",
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
        },
        304: {"description": "Nothing is new since the ETag in If-None-Match."},
    },
)
def get_feed(
    services: ServicesDep, tags: TagsDep, _: Reader, language: _Language = None
) -> Response:
    """Return the newest fifty entries, the same bytes until something is new."""
    with services.read() as store:
        feed = stored_feed(store, services.settings, language or "en", only=language)
    headers = tags.version(text_hash(feed.decode("utf-8")))
    return Response(feed, media_type=MEDIA_TYPE, headers=headers)
