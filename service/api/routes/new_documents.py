"""Taking documents in: texts, pages and files."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query, Response, status

from service.api.guard import Editor
from service.api.idempotency import Idempotent
from service.api.schemas.given import FileSaid, NewPage, NewText, new_document, validated
from service.api.services import ServicesDep
from service.api.strict_json import read_strictly, resource
from service.api.taking_in import take_in
from service.api.uploads import Upload, UploadDep
from service.config import Settings
from service.errors import InputError
from service.ingest_contract import IngestDocument
from service.intake.given import read_text, read_upload, read_url
from service.intake.parsers import Result
from service.intake.raw import Corrections

router = resource("documents")

_JSON = "application/json"
_TEXT = {"type": "string"}
_BYTES = {"type": "string", "format": "binary"}
_FILES = ("text/plain", "text/markdown", "text/html", "application/pdf", "application/xml")
_LINES = "application/x-ndjson"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": (
            "A text or an address as JSON; or a file: .txt, .md, .html, .pdf, .json (also posts of "
            "X), .jsonl, RSS or Atom, alone or as the part `file` of a form whose other parts say "
            "what parameters would."
        ),
        "content": {
            _JSON: {"schema": {"oneOf": [kind.model_json_schema() for kind in (NewText, NewPage)]}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": _BYTES} | FileSaid.model_json_schema()["properties"],
                    "required": ["file"],
                }
            },
            **{media_type: {"schema": _TEXT} for media_type in (*_FILES, _LINES)},
        },
    }
}


@router.post(
    "",
    response_model=IngestDocument,
    status_code=status.HTTP_201_CREATED,
    responses={200: {"model": IngestDocument, "description": "Nothing of it was new."}},
    openapi_extra=_BODY,
)
def post_documents(
    said: Annotated[FileSaid, Query()],
    services: ServicesDep,
    principal: Editor,
    upload: UploadDep,
    response: Response,
    _: Idempotent,
) -> IngestDocument:
    """Take in a text, a page or feed by its address, or a file.

    Answers what `contraste ingest --json` prints: each document, which revision of its page it
    is, and the findings that a revision breaks. What could not be read of a feed or a bulk file
    is listed beside what could.
    """
    results, given = _read(upload, said, services.settings)
    report = take_in(services, principal, results, given)
    if not any(each.is_new for each in report.documents):
        response.status_code = status.HTTP_200_OK
    if len(report.documents) == 1:
        response.headers["Location"] = f"{router.prefix}/{report.documents[0].document_id}"
    return report


def _read(
    upload: Upload, said: FileSaid, settings: Settings
) -> tuple[Sequence[Result], Corrections]:
    """Return what a request gives, and what is said of it."""
    if upload.is_form:
        _refuse_query(said)
        said = validated(FileSaid, upload.fields, "body")
    elif upload.is_json:
        _refuse_query(said)
        return _read_json(new_document(read_strictly(upload.data)), settings)
    given = said.corrections()
    name = said.name or upload.name
    found = read_upload(upload.data, settings, name=name, media_type=upload.media_type, given=given)
    return found, given


def _read_json(
    given: NewText | NewPage, settings: Settings
) -> tuple[Sequence[Result], Corrections]:
    corrections = given.corrections()
    if isinstance(given, NewPage):
        return read_url(given.url, settings, corrections), corrections
    return [read_text(given.text, settings, corrections, given.url)], corrections


def _refuse_query(said: FileSaid) -> None:
    if said != FileSaid():
        raise InputError("Say in the body what is known of it; parameters are for bare files.")
