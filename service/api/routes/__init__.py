"""The routes, one file a resource; `ROUTERS` is everything that `create_app` mounts."""

from fastapi import APIRouter

from service.api.routes import (
    audit,
    claims,
    comparisons,
    documents,
    entities,
    feed,
    health,
    jobs,
    judgements,
    keys,
    names,
    new_documents,
    nightly,
    oidc,
    pairs,
    reports,
    session,
    sources,
    stories,
)

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    keys.router,
    session.router,
    oidc.router,
    comparisons.router,
    judgements.router,
    jobs.router,
    documents.router,
    new_documents.router,
    sources.router,
    claims.router,
    entities.router,
    entities.decisions,
    stories.router,
    pairs.router,
    names.router,
    feed.router,
    reports.router,
    nightly.router,
    audit.router,
)
