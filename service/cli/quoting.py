"""`contraste quotes`."""

from matching.reading import draft_document
from service.cli.output import stdout_console, write_json
from service.config import read_settings
from service.convert import quotes_document
from service.intake import read_input


def quotes_command(file: str, *, as_json: bool) -> None:
    """Print who says what in one text; no model is needed."""
    document = read_input(file, read_settings())
    draft = draft_document(document)
    if as_json:
        write_json(quotes_document(document, draft.language, draft.attributions))
    else:
        from service.cli.tables import print_quotes

        print_quotes(document.text, draft.attributions, stdout_console())
