"""The page of one comparison: both texts side by side, the findings, their reasons."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.access.roles import Role
from service.api.guard import Reader
from service.api.schemas.ids import ComparisonId
from service.api.services import ServicesDep
from service.diff.view import comparison_page
from service.exports import FORMATS
from service.store.judgements import Judgement
from service.web.rendering import render

router = APIRouter()


@router.get("/comparisons/{comparison_id}")
def comparison(
    comparison_id: ComparisonId, request: Request, services: ServicesDep, principal: Reader
) -> Response:
    """Show a stored comparison; the address stays for good."""
    with services.read() as store:
        found = store.comparisons.require(comparison_id)
        verdicts = store.judgements.in_force(comparison_id)
        touched = store.judgements.touched(comparison_id)
    return render(
        request,
        "comparison.html",
        at="compare",
        principal=principal,
        page=comparison_page(*found),
        desk=Desk(verdicts, touched, principal.role.allows(Role.REVIEWER)),
        forms=tuple(FORMATS),
        base=f"/comparisons/{comparison_id}",
        documents=[each.document.document_id for each in (found[0].left, found[0].right)],
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk adds to a comparison's findings: the verdicts that hold, by finding.

    Nobody ever judged what is not *touched*: a label can be confirmed at once, by whoever may.
    """

    verdicts: Mapping[str, Judgement]
    touched: Set[str]
    may_judge: bool
