"""People's judgements on findings."""

from service.api.etag import TagsDep
from service.api.guard import Reader, Reviewer
from service.api.idempotency import Idempotent
from service.api.paging import Page, PageQuery
from service.api.schemas.ids import ComparisonId, FindingId
from service.api.schemas.judgements import JudgementPart, NewJudgement, judgement_part
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.clock import run_time
from service.errors import NotFoundError
from service.store.judgements import Judgement

router = resource("comparisons/{comparison_id}", tag="judgements")


@router.get("/judgements")
def list_judgements_in_force(
    comparison_id: ComparisonId, services: ServicesDep, asked: PageQuery, _: Reader
) -> Page[JudgementPart]:
    """Return the judgements that hold in a comparison, at most one a finding, by finding."""
    after = asked.after[0] if asked.after else None
    with services.read() as store:
        if not store.comparisons.has(comparison_id):
            raise NotFoundError(f"There is no comparison {comparison_id}.")
        rows = store.judgements.holding(comparison_id, asked.fetch, after=after)
    return asked.page(rows, key=lambda row: (row.finding_id,), item=judgement_part)


@router.get("/findings/{finding_id}/judgements")
def list_judgements(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    services: ServicesDep,
    asked: PageQuery,
    tags: TagsDep,
    _: Reader,
) -> Page[JudgementPart]:
    """Return what people judged of a finding, newest first; the ETag is what to judge after.

    The first one holds, unless it withdraws the one before it. Judging needs the ETag, which
    is there before anybody has judged, too.
    """
    before = asked.after[0] if asked.after else None
    with services.read() as store:
        if store.judgements.machine_label(comparison_id, finding_id) is None:
            raise NotFoundError(f"There is no finding {finding_id} in {comparison_id}.")
        version = store.judgements.version(comparison_id, finding_id)
        rows = store.judgements.latest(comparison_id, finding_id, asked.fetch, before=before)
    tags.version(comparison_id, finding_id, version)
    return asked.page(rows, key=lambda row: (row.number,), item=judgement_part)


@router.post("/findings/{finding_id}/judgements", status_code=201)
def add_judgement(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    body: NewJudgement,
    services: ServicesDep,
    tags: TagsDep,
    principal: Reviewer,
    _: Idempotent,
) -> JudgementPart:
    """Judge a finding, having seen what others judged: `If-Match` carries the ETag of the list.

    428 without it, 412 when somebody judged meanwhile. The machine's label stays as it was.
    """
    tags.named()
    judgement = Judgement(body.label, principal.actor, body.reason, run_time())
    with services.write(principal) as store:
        seen = store.judgements.claim_version(comparison_id, finding_id)
        tags.require(comparison_id, finding_id, seen)
        number = store.judgements.add(comparison_id, finding_id, judgement, after=seen)
        (made,) = store.judgements.latest(comparison_id, finding_id, 1)
    tags.made(comparison_id, finding_id, number)
    return judgement_part(made)
