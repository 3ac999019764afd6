"""Bodies that are files: read to a limit, alone or as a part of a form."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.types import Message

from service.api.services import ServicesDep
from service.errors import InputError, TooLarge

_JSON = "application/json"
_FORM = "multipart/form-data"
# What the fields and borders of a form take beside the file.
_FORM_BYTES = 65_536
_LIMITS: dict[str, int] = {"max_files": 1, "max_fields": 12, "max_part_size": 8_192}


@dataclass(frozen=True, slots=True)
class Upload:
    """What a request carried: bytes of a media type, a file's name, what else a form said."""

    data: bytes
    media_type: str
    name: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    is_form: bool = False

    @property
    def is_json(self) -> bool:
        """Whether the body is JSON that says what to do, rather than a file of JSON."""
        return not self.is_form and self.media_type.partition(";")[0].strip().lower() == _JSON


async def uploaded(request: Request, services: ServicesDep) -> Upload:
    """Return the body of *request*; of a form, its part `file`.

    Raises:
        TooLarge: It is larger than `max_bytes`.
        InputError: The form has no file, or several, or says something twice.
        HTTPException: 400: it is no form.
    """
    limit = services.settings.max_bytes
    media_type = request.headers.get("content-type", "").strip()
    is_form = media_type.lower().startswith(_FORM)
    data = await _read(request, limit + (_FORM_BYTES if is_form else 0))
    if not is_form:
        return Upload(data, media_type)
    found = await _form(request, data)
    if len(found.data) > limit:
        raise TooLarge(f"The file is larger than {limit:,} bytes; split it.")
    return found


UploadDep = Annotated[Upload, Depends(uploaded)]


async def _read(request: Request, limit: int) -> bytes:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise TooLarge(f"The body is larger than {limit:,} bytes; split it.")
    return bytes(data)


async def _form(request: Request, data: bytes) -> Upload:
    async def receive() -> Message:
        return {"type": "http.request", "body": data, "more_body": False}

    if not data.rstrip().endswith(b"--"):
        raise InputError("The form is cut off: its last border is missing.")
    whole = Request(request.scope, receive)
    files: list[Upload] = []
    fields: dict[str, str] = {}
    async with whole.form(**_LIMITS) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if name != "file":
                    raise InputError("The form's file stands in another part than `file`.")
                media_type = value.content_type or ""
                files.append(Upload(await value.read(), media_type, value.filename or ""))
            elif name in fields:
                raise InputError("The form says something twice.")
            else:
                fields[name] = value
    if not files:
        raise InputError("The form has no file; it belongs into the part `file`.")
    return Upload(files[0].data, files[0].media_type, files[0].name, fields, is_form=True)
