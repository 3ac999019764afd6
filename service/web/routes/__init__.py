"""The pages, one file a place; `ROUTERS` is everything that `create_web` mounts."""

from fastapi import APIRouter

from service.web.routes import (
    audit,
    compare,
    comparison,
    documents,
    exports,
    finding,
    frame,
    job_list,
    jobs,
    names,
    reports,
    review,
    review_bulk,
    review_people,
    settings,
    sign_in,
    stories,
    story,
)

ROUTERS: tuple[APIRouter, ...] = (
    frame.router,
    compare.router,
    documents.router,
    comparison.router,
    exports.router,
    finding.router,
    job_list.router,
    jobs.router,
    review.router,
    review_bulk.router,
    review_people.router,
    audit.router,
    reports.router,
    settings.router,
    sign_in.router,
    names.router,
    stories.router,
    story.router,
)
