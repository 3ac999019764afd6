"""`contraste quotes`."""

from collections.abc import Sequence

from matching.fidelity import Verdict
from matching.voices import read_voices
from service.cli.output import stdout_console, write_json
from service.config import read_settings
from service.intake import read_input
from service.quotes_convert import quotes_document

UNFAITHFUL = frozenset({Verdict.ALTERED, Verdict.NOT_FOUND})


def quotes_command(file: str, primary: Sequence[str] = (), *, as_json: bool) -> bool:
    """Print who says what in one text, compared with primary sources; no model is needed.

    Returns whether a quotation is altered or stands in no primary source.
    """
    settings = read_settings()
    document = read_input(file, settings)
    primaries = [read_input(each, settings) for each in primary]
    read = read_voices(document, primaries)
    if as_json:
        write_json(quotes_document(read, primaries))
    else:
        from service.cli.quote_tables import print_quotes

        print_quotes(read, primaries, stdout_console())
    verdicts = {voice.fidelity.verdict for voice in read.voices if voice.fidelity}
    return bool(verdicts & UNFAITHFUL)
