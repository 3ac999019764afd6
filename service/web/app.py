"""The pages as one application, mounted beside the API."""

from fastapi import FastAPI

from service.api import etag, guard
from service.web import errors
from service.web.routes import ROUTERS


def create_web() -> FastAPI:
    """Return the pages; whoever mounts them sets `state.services` to what the API has."""
    # A program reads the API's description; pages are for people.
    app = FastAPI(title="Contraste", openapi_url=None, docs_url=None, redoc_url=None)
    errors.install(app)
    etag.install(app)
    for router in ROUTERS:
        app.include_router(router)
    guard.ask_first(app)
    return app
