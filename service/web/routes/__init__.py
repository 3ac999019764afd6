"""The pages, one file a place; `ROUTERS` is everything that `create_web` mounts."""

from fastapi import APIRouter

from service.web.routes import (
    compare,
    comparison,
    exports,
    finding,
    frame,
    jobs,
    names,
    review,
    review_bulk,
    review_people,
    sign_in,
    stories,
    story,
)

ROUTERS: tuple[APIRouter, ...] = (
    frame.router,
    compare.router,
    comparison.router,
    exports.router,
    finding.router,
    jobs.router,
    review.router,
    review_bulk.router,
    review_people.router,
    sign_in.router,
    names.router,
    stories.router,
    story.router,
)
