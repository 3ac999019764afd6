"""Judgements as the API has them."""

from pydantic import AwareDatetime, Field

from matching.finding import Label
from service.api.schemas.texts import Reason
from service.contract import Part
from service.store.judgements import StoredJudgement


class NewJudgement(Part):
    """What a person decides on a finding; a null label withdraws what was judged before."""

    label: Label | None = Field(description="The right label; null withdraws the last judgement.")
    reason: Reason


class JudgementPart(Part):
    """A person's dated decision on a finding; the machine's label stays beside it.

    `number` counts the judgements on one finding from 1, and the last one holds.
    """

    judgement_id: str
    comparison_id: str
    finding_id: str
    number: int = Field(ge=1)
    label: Label | None
    author: str
    reason: str
    judged_at: AwareDatetime


def judgement_part(stored: StoredJudgement) -> JudgementPart:
    """Return *stored* as the API shows it."""
    judgement = stored.judgement
    return JudgementPart(
        judgement_id=stored.judgement_id,
        comparison_id=stored.comparison_id,
        finding_id=stored.finding_id,
        number=stored.number,
        label=judgement.label,
        author=judgement.author,
        reason=judgement.reason,
        judged_at=judgement.judged_at,
    )
