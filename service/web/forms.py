"""What people fill in, as values that the application takes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile

from service.api.problems import field_error
from service.api.schemas.comparisons import AskedSide
from service.api.schemas.given import NewPage, NewText
from service.api.schemas.sources import Facts
from service.api.sides import given_of
from service.config import Settings
from service.errors import InputError
from service.intake.given import read_text, read_upload, read_url
from service.intake.parsers import Result
from service.intake.raw import Corrections
from service.intake.read import sole_item
from service.store.sources import SourceFacts
from service.work.given import Given

_SIDE: TypeAdapter[AskedSide] = TypeAdapter(AskedSide)
_ABOUT: TypeAdapter[Corrections] = TypeAdapter(Corrections)
_DOCUMENT: TypeAdapter[NewText | NewPage] = TypeAdapter(NewText | NewPage)

GivenOrNone = BeforeValidator(lambda value: None if value == "" else value)
"""A field that was left empty in a form comes as nothing."""


@dataclass(frozen=True, slots=True)
class SideForm:
    """One account of the compare form as it was filled in; "" where nothing was."""

    text: str = ""
    url: str = ""
    source: str = ""
    title: str = ""
    language: str = ""
    published_at: str = ""
    time_zone: str = ""

    @property
    def about(self) -> Mapping[str, str]:
        """What was said about the text, beside the text and its address."""
        given = asdict(self).items()
        return {name: value for name, value in given if value and name not in ("text", "url")}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was chosen: its bytes, and what the browser says of it."""

    data: bytes
    name: str
    media_type: str


def side_form(form: FormData, side: str) -> SideForm:
    """Return what stands in the fields of *side*, "left" or "right"."""
    return SideForm(**{each.name: _field(form, f"{side}-{each.name}") for each in fields(SideForm)})


async def uploaded(form: FormData, side: str, settings: Settings) -> Upload | None:
    """Return the file chosen for *side*, None where none was.

    Of one that is too large, one byte more than allowed comes back: enough to refuse it.
    """
    file = form.get(f"{side}-file")
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    data = await file.read(settings.max_bytes + 1)
    return Upload(data, file.filename, file.content_type or "")


def meant(form: SideForm, file: Upload | None, settings: Settings) -> Given:
    """Return what one side of the form stands for; a page is fetched now.

    Raises:
        InputError: Nothing was given, or what was given cannot be read.
        TooLarge: It exceeds a limit.
    """
    if file is not None:
        return _of_file(file, form, settings)
    if not form.text and not form.url:
        raise InputError("One account is empty: paste a text, choose a file, or give an address.")
    given = {"text": form.text, **form.about} if form.text else {"url": form.url}
    return given_of(_validated(_SIDE, given), settings)


def given_document(
    form: SideForm, file: Upload | None, settings: Settings
) -> tuple[Sequence[Result], Corrections]:
    """Return what a form about one document gives, and what it says of it; a URL is fetched now.

    Raises:
        InputError: Nothing was given, or what was given cannot be read.
        TooLarge: It exceeds a limit.
    """
    about = _validated(_ABOUT, dict(form.about))
    if file is not None:
        found = read_upload(
            file.data, settings, name=file.name, media_type=file.media_type, given=about
        )
        return found, about
    if not form.text and not form.url:
        raise InputError("Paste a text, choose a file, or give an address.")
    # The same rules as for a document in a body.
    given = {"text": form.text, "url": form.url} if form.text else {"url": form.url}
    kept = {name: value for name, value in given.items() if value}
    document = _validated(_DOCUMENT, {**kept, **form.about})
    if isinstance(document, NewText):
        read = read_text(document.text, settings, document.corrections(), document.url)
        return [read], document.corrections()
    return read_url(document.url, settings, document.corrections()), document.corrections()


def validated_facts(given: Mapping[str, str]) -> SourceFacts:
    """Return what a form says of a source; fields left empty are not known.

    Raises:
        InputError: A field makes no sense.
    """
    filled = {name: value.strip() or None for name, value in given.items()}
    facts: Facts = _validated(TypeAdapter(Facts), filled)
    return facts.value()


def _of_file(file: Upload, form: SideForm, settings: Settings) -> Given:
    about = _validated(TypeAdapter(Corrections), dict(form.about))
    found = read_upload(
        file.data, settings, name=file.name, media_type=file.media_type, given=about
    )
    item = sole_item(found, file.name)
    return Given(item.document, item.url)


def _validated(adapter: TypeAdapter[Any], value: Mapping[str, str | None]) -> Any:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise refused(error) from error


def refused(error: ValidationError) -> InputError:
    """Return what a form is told of the first of its fields that makes no sense."""
    first = error.errors()[0]
    field = next((each for each in reversed(first["loc"]) if isinstance(each, str)), "form")
    return InputError(f"{field}: {field_error(first).reason}.")


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    # A browser sends line ends as CR LF, whatever was pasted.
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""
