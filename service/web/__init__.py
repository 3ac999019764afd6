"""The pages: server-rendered, in the reader's language, under a strict content policy.

A page shows what the API gives and does what the API does: routes here parse forms, call the
application and fill templates. `create_web` is mounted beside the API and shares its services.
"""

from service.web.app import create_web

__all__ = ["create_web"]
