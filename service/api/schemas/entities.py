"""Entities and people's decisions on them, as the API has them."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from service.api.schemas.ids import EntityId
from service.api.schemas.texts import Name, Reason
from service.contract import Part
from service.store.entities import StoredEntity
from service.store.entity_decisions import EntityDecision, EntityDecisionKind
from service.store.entity_directory import NamingDocument

# A name as some text writes it, to the letter; nothing is stripped from it.
Alias = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class EntityPart(Part):
    """One person, place or body; `merged_into` is what it is now, null while it is itself."""

    entity_id: str
    kind: str
    name: str
    merged_into: str | None = None


class DecisionPart(Part):
    """What a person decided on entities, and whether somebody took it back.

    `merge`: `entity_id` is `into_id`. `split`: the names `names` of `entity_id` are those of
    `into_id`. `apart`: both are two. A decision that was undone stays, with who undid it, when
    and why.
    """

    decision_id: str
    number: int = Field(ge=1)
    kind: EntityDecisionKind
    entity_id: str
    into_id: str
    names: tuple[str, ...]
    actor: str
    reason: str
    decided_at: AwareDatetime
    undone_by: str | None
    undone_reason: str | None
    undone_at: AwareDatetime | None


class NamingDocumentPart(Part):
    """A document that names an entity."""

    document_id: str
    source: str
    language: str | None
    title: str | None


class EntityDetail(EntityPart):
    """An entity with its names now, the latest decisions on it, and who names it.

    `documents` counts them; /documents lists them.
    """

    aliases: tuple[str, ...]
    decisions: tuple[DecisionPart, ...]
    documents: int = Field(ge=0)


class Merge(Part):
    """Which entity this one is, and why."""

    into: EntityId
    reason: Reason


class Apart(Part):
    """Which entity this one is not, and why."""

    other: EntityId
    reason: Reason


class NewEntity(Part):
    """An entity that is made where there is none of this name and kind."""

    name: Name


class Split(Part):
    """Which names belong to another entity, which one, and why.

    `into` is an entity's identifier, or {"name"} for one of the same kind, made when missing.
    """

    names: tuple[Alias, ...] = Field(min_length=1, max_length=200)
    into: EntityId | NewEntity
    reason: Reason


class Undo(Part):
    """Why a decision no longer holds."""

    reason: Reason


def entity_part(entity: StoredEntity) -> EntityPart:
    """Return an entity that was not merged into another."""
    return EntityPart(entity_id=entity.entity_id, kind=entity.kind, name=entity.name)


def decision_part(decision: EntityDecision) -> DecisionPart:
    """Return *decision* as the API shows it."""
    undone = decision.undone
    return DecisionPart(
        decision_id=decision.decision_id,
        number=decision.number,
        kind=decision.kind,
        entity_id=decision.entity_id,
        into_id=decision.into_id,
        names=decision.names,
        actor=decision.by.actor,
        reason=decision.by.reason,
        decided_at=decision.by.at,
        undone_by=undone.actor if undone else None,
        undone_reason=undone.reason if undone else None,
        undone_at=undone.at if undone else None,
    )


def naming_part(document: NamingDocument) -> NamingDocumentPart:
    """Return a document that names an entity."""
    return NamingDocumentPart(
        document_id=document.document_id,
        source=document.source,
        language=document.language,
        title=document.title,
    )
