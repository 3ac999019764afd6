"""The first page: two accounts go in, a comparison with a lasting address comes out."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.api.guard import Reader
from service.web.forms import SideForm
from service.web.rendering import render

router = APIRouter()

_EMPTY = {"left": SideForm(), "right": SideForm()}


@router.get("/")
def start(request: Request, principal: Reader) -> Response:
    """Show the form."""
    return render(
        request,
        "compare.html",
        at="compare",
        principal=principal,
        values=_EMPTY,
        told=None,
        latest=(),
    )
