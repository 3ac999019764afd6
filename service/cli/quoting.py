"""`contraste quotes`."""

from matching.reading import read_document
from service.cli.output import stdout_console, write_json
from service.config import read_settings
from service.convert import quotes_document
from service.intake import read_input


def quotes_command(file: str, *, as_json: bool) -> None:
    """Print who says what in one text; no model is needed."""
    document = read_input(file, read_settings())
    reading = read_document(document)
    if as_json:
        write_json(quotes_document(document, reading.language, reading.attributions))
    else:
        from service.cli.tables import print_quotes

        print_quotes(document.text, reading.attributions, stdout_console())
