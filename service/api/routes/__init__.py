"""The routes, one file a resource; `ROUTERS` is everything that `create_app` mounts."""

from fastapi import APIRouter

from service.api.routes import comparisons, entities, health, judgements

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    comparisons.router,
    judgements.router,
    entities.router,
    entities.decisions,
)
