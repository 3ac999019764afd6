"""People, places and bodies that texts name, as people decided that they are."""

from typing import Annotated

from fastapi import Query

from matching.slots import MentionKind
from service.access.principal import Principal
from service.api.guard import Editor, Reader
from service.api.idempotency import Idempotent
from service.api.paging import Page, PageQuery
from service.api.schemas.entities import (
    Apart,
    DecisionPart,
    EntityDetail,
    EntityPart,
    Merge,
    NamingDocumentPart,
    NewEntity,
    Split,
    Undo,
    decision_part,
    entity_part,
    naming_part,
)
from service.api.schemas.ids import DecisionId, EntityId
from service.api.schemas.texts import Name
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.clock import run_time
from service.errors import NotFoundError
from service.store.entity_decisions import Decider
from service.store.unit import Store

router = resource("entities")
decisions = resource("entity-decisions", tag="entities")

# How many decisions stand in an entity's own answer; the list has them all.
_DECISIONS = 50


@router.get("")
def list_entities(
    services: ServicesDep,
    asked: PageQuery,
    _: Reader,
    kind: Annotated[MentionKind | None, Query(description="Only entities of this kind.")] = None,
    name: Annotated[Name | None, Query(description="Part of a name.")] = None,
) -> Page[EntityPart]:
    """Return entities by name; those merged into others stand there under the others.

    `name` keeps those one of whose names now holds it, whatever case and accents.
    """
    after = (asked.after[0], asked.after[1]) if asked.after else None
    with services.read() as store:
        rows = store.entity_directory.search(asked.fetch, after=after, kind=kind, name=name)
    return asked.page(rows, key=lambda row: (row.name, row.entity_id), item=entity_part)


@router.get("/{entity_id}")
def get_entity(entity_id: EntityId, services: ServicesDep, _: Reader) -> EntityDetail:
    """Return an entity with all its names now; a merged one says which entity it is."""
    with services.read() as store:
        return _detail(store, entity_id)


@router.get("/{entity_id}/documents")
def list_entity_documents(
    entity_id: EntityId, services: ServicesDep, asked: PageQuery, _: Reader
) -> Page[NamingDocumentPart]:
    """Return the documents that name an entity, or what was merged into it."""
    after = asked.after[0] if asked.after else None
    with services.read() as store:
        _known(store, entity_id)
        rows = store.entity_directory.documents(entity_id, asked.fetch, after=after)
    return asked.page(rows, key=lambda row: (row.document_id,), item=naming_part)


@router.post("/{entity_id}/merge", status_code=201)
def merge_entity(
    entity_id: EntityId, body: Merge, services: ServicesDep, principal: Editor, _: Idempotent
) -> DecisionPart:
    """Decide that this entity is another one, whose name it takes from now on."""
    with services.write(principal) as store:
        by = _decider(principal, body.reason)
        made = store.entity_decisions.merge(entity_id, body.into, by)
        return _decision(store, made)


@router.post("/{entity_id}/apart", status_code=201)
def keep_entity_apart(
    entity_id: EntityId, body: Apart, services: ServicesDep, principal: Editor, _: Idempotent
) -> DecisionPart:
    """Decide that this entity and another one are two, so that nobody proposes them as one."""
    with services.write(principal) as store:
        by = _decider(principal, body.reason)
        made = store.entity_decisions.apart(entity_id, body.other, by)
        return _decision(store, made)


@router.post("/{entity_id}/split", status_code=201)
def split_entity(
    entity_id: EntityId, body: Split, services: ServicesDep, principal: Editor, _: Idempotent
) -> DecisionPart:
    """Decide that some names of this entity are another one's, there already or made now."""
    by = _decider(principal, body.reason)
    with services.write(principal) as store:
        into = body.into
        if isinstance(into, NewEntity):
            kind = _known(store, entity_id).kind
            into = store.entities.add(kind, into.name, at=by.at)
        made = store.entity_decisions.split(entity_id, body.names, into, by)
        return _decision(store, made)


@decisions.get("")
def list_entity_decisions(
    services: ServicesDep,
    asked: PageQuery,
    _: Reader,
    entity_id: Annotated[EntityId | None, Query(description="Only those on this entity.")] = None,
    in_force: Annotated[
        bool | None, Query(description="Only decisions that hold, or only those undone.")
    ] = None,
) -> Page[DecisionPart]:
    """Return people's decisions on entities, newest first, those undone too."""
    before = asked.after[0] if asked.after else None
    with services.read() as store:
        rows = store.entity_decisions.latest(
            asked.fetch, before=before, entity_id=entity_id, in_force=in_force
        )
    return asked.page(rows, key=lambda row: (row.number,), item=decision_part)


@decisions.post("/{decision_id}/undo", status_code=201)
def undo_entity_decision(
    decision_id: DecisionId, body: Undo, services: ServicesDep, principal: Editor, _: Idempotent
) -> DecisionPart:
    """Take a decision back: everything is as it was before it, later decisions aside."""
    with services.write(principal) as store:
        store.entity_decisions.undo(decision_id, _decider(principal, body.reason))
        return _decision(store, decision_id)


def _decider(principal: Principal, reason: str) -> Decider:
    return Decider(principal.actor, reason, run_time())


def _known(store: Store, entity_id: str) -> EntityPart:
    found = store.entities.get(entity_id)
    if found is None:
        raise NotFoundError(f"There is no entity {entity_id}.")
    return entity_part(found)


def _decision(store: Store, decision_id: str) -> DecisionPart:
    found = store.entity_decisions.get(decision_id)
    assert found is not None
    return decision_part(found)


def _detail(store: Store, entity_id: str) -> EntityDetail:
    known = _known(store, entity_id)
    now = store.entity_decisions.resolve(entity_id)
    latest = store.entity_decisions.latest(_DECISIONS, entity_id=entity_id)
    return EntityDetail(
        entity_id=entity_id,
        kind=known.kind,
        name=known.name,
        merged_into=now if now != entity_id else None,
        aliases=tuple(store.entity_directory.aliases(entity_id)),
        decisions=tuple(decision_part(each) for each in latest),
        documents=store.entity_directory.count_documents(entity_id),
    )
