"""The page of one finding: the words, the reasons, how it was decided, and what people say."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from matching.finding import Label
from service.api.guard import Reader, Reviewer
from service.api.schemas.ids import ComparisonId, FindingId
from service.api.services import Services, ServicesDep
from service.clock import run_time
from service.diff.page import FindingItem, Page
from service.diff.view import comparison_page
from service.errors import NotFoundError
from service.store.judgements import Judgement, StoredJudgement
from service.web.rendering import render
from service.work import explaining

router = APIRouter(prefix="/comparisons/{comparison_id}/findings/{finding_id}")

_MOST_JUDGEMENTS = 50
_LONGEST_REASON = 2000


@router.get("")
def finding(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    request: Request,
    services: ServicesDep,
    principal: Reader,
) -> Response:
    """Show a finding with everything that it rests on."""
    page, item, judgements = _found(services, comparison_id, finding_id)
    return render(
        request,
        "finding.html",
        at="compare",
        principal=principal,
        page=page,
        pair=page.pairs[0],
        item=item,
        judgements=judgements,
        seen=judgements[0].number if judgements else 0,
        choices=tuple(Label),
    )


@router.get("/decision")
def decision(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    request: Request,
    services: ServicesDep,
    principal: Reader,
) -> Response:
    """Show how a finding was decided, by comparing the two texts again; a part of its page."""
    decisions = services.executor.run(explaining.explain, comparison_id, finding_id)
    is_part = "hx-request" in request.headers
    return render(
        request,
        "decision.html" if is_part else "decision_page.html",
        at="compare",
        principal=principal,
        decisions=decisions,
        widest=max((abs(bar.weight) for one in decisions for bar in one.bars), default=1.0),
        back=f"/comparisons/{comparison_id}/findings/{finding_id}",
    )


@router.post("/judgements")
def judge(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    services: ServicesDep,
    principal: Reviewer,
    label: Annotated[Label | Literal["withdraw"], Form()],
    seen: Annotated[int, Form(ge=0, le=1_000_000)],
    reason: Annotated[str, Form(max_length=_LONGEST_REASON)] = "",
    back: Annotated[str, Query(pattern=r"^[a-z0-9-]{0,40}$")] = "",
) -> Response:
    """Judge a finding after what the person saw; somebody else's later word is never lost.

    *back* is the place in the comparison from which it was judged.
    """
    chosen = label if isinstance(label, Label) else None
    judgement = Judgement(chosen, principal.actor, reason.strip(), run_time())
    with services.write(principal) as store:
        store.judgements.add(comparison_id, finding_id, judgement, after=seen)
    whole = f"/comparisons/{comparison_id}"
    here = f"{whole}#{back}" if back else f"{whole}/findings/{finding_id}#people"
    return RedirectResponse(here, status_code=303)


def _found(
    services: Services, comparison_id: str, finding_id: str
) -> tuple[Page, FindingItem, list[StoredJudgement]]:
    with services.read() as store:
        loaded = store.comparisons.require(comparison_id)
        judgements = store.judgements.latest(comparison_id, finding_id, _MOST_JUDGEMENTS)
    page = comparison_page(*loaded)
    item = next((one for one in page.pairs[0].findings if one.finding_id == finding_id), None)
    if item is None:
        raise NotFoundError(f"There is no finding {finding_id} in {comparison_id}.")
    return page, item, list(judgements)
