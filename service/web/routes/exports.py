"""What was found as a file, in any of the forms."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.api.guard import Reader
from service.api.schemas.ids import ComparisonId, StoryId
from service.api.services import ServicesDep
from service.api.story_matrix import asked_matrix, ensured
from service.exports import FORMATS, Exported, export
from service.web.exporting import exported_comparison, exported_story
from service.web.language import choose_language
from service.web.rendering import HEADERS
from service.web.story import load_sheet

router = APIRouter()


@router.get("/comparisons/{comparison_id}/export/{form}")
def export_comparison(
    comparison_id: ComparisonId, form: str, request: Request, services: ServicesDep, _: Reader
) -> Response:
    """Give a comparison in a form of `service.exports`, headings in the reader's language."""
    address = str(request.url_for("comparison", comparison_id=comparison_id))
    with services.read() as store:
        found = exported_comparison(store, comparison_id, address)
    return _file(found, form, comparison_id, choose_language(request))


@router.get("/stories/{story_id}/export/{form}")
def export_story(
    story_id: StoryId, form: str, request: Request, services: ServicesDep, principal: Reader
) -> Response:
    """Give a story in a form of `service.exports`, its matrix made first.

    Where that takes long, the story's page shows how far it is.
    """
    asked = asked_matrix(services, story_id)
    address = str(request.url_for("story", story_id=story_id))
    if ensured(services, principal, asked) is not None:
        return RedirectResponse(f"/stories/{story_id}", status_code=303)
    sheet = load_sheet(services, asked.matrix_id)
    with services.read() as store:
        found = exported_story(store, asked, sheet, address)
    return _file(found, form, story_id, choose_language(request))


def _file(exported: Exported, form: str, identifier: str, language: str) -> Response:
    content = export(exported, form, language)
    found = FORMATS[form]
    name = f"contraste-{identifier}"
    suffix = found.suffix if form in (found.suffix, "html") else f"{form}.{found.suffix}"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return Response(content, media_type=found.media_type, headers=headers)
