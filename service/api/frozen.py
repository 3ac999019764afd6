"""The OpenAPI document as a file: what client generators read, and what reviews see change."""

import json
from pathlib import Path

from service.api.app import create_app
from service.config import Settings
from service.files import write_text

NAME = "openapi.json"


def openapi_text() -> str:
    """Return the OpenAPI document, whatever the environment says, ready to be committed."""
    # Without validation the environment is not read; nothing is opened before the start.
    described = create_app(Settings.model_construct()).openapi()
    return json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write_openapi(folder: Path) -> Path:
    """Write the document to *folder* and return the file."""
    path = folder / NAME
    write_text(path, openapi_text())
    return path
