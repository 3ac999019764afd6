"""What every page needs: its styles and scripts, and the choice of language."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from service.errors import NotFoundError
from service.web.assets import asset_response
from service.web.language import COOKIE
from service.web.links import local_path
from service.words import interface_language

router = APIRouter()

# A year: the reader's choice is kept.
_KEPT_SECONDS = 31_536_000


@router.get("/static/{digest}/{name}")
def static(digest: str, name: str) -> Response:
    """Give a bundle of styles or scripts, whatever version was asked for."""
    found = asset_response(name)
    if found is None or not digest.isalnum():
        raise NotFoundError(f"There is no file {name}.")
    return found


@router.post("/language")
def set_language(language: Annotated[str, Form()], here: Annotated[str, Form()] = "/") -> Response:
    """Keep the reader's language and go back to the page."""
    answer = RedirectResponse(local_path(here), status_code=303)
    answer.set_cookie(
        COOKIE,
        interface_language(language),
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="lax",
    )
    return answer
