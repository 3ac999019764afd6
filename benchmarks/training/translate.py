"""Rough translations between Spanish and English for training rows, by Apertium.

Debian's `apertium-eng-spa` is rule-based and runs offline. It leaves words that it does
not know in place, marked * @ or #; the marks are taken off, and a sentence of which it
knew too little is given up.
"""

import re
import subprocess
from collections.abc import Sequence

_MARK = re.compile(r"(?<!\w)[*@#](?=\w)")
_UNKNOWN_SHARE = 0.2
_MODES = {("en", "es"): "eng-spa", ("es", "en"): "spa-eng"}


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return each text in the other language, None where over a fifth stayed unknown.

    RuntimeError when Apertium is not installed or gives another number of lines.
    """
    lines = "\n".join(" ".join(text.split()) for text in texts)
    command = ["apertium", _MODES[source, target]]
    try:
        found = subprocess.run(  # noqa: S603
            command, input=lines, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise RuntimeError(
            "apertium-eng-spa is needed: apt-get install apertium-eng-spa"
        ) from error
    translated = found.stdout.removesuffix("\n").split("\n")
    if len(translated) != len(texts):
        raise RuntimeError(f"{len(texts)} texts gave {len(translated)} translations")
    return [_clean(text) for text in translated]


def _clean(text: str) -> str | None:
    words = text.split()
    unknown = sum(bool(_MARK.match(word)) for word in words)
    if not words or unknown > _UNKNOWN_SHARE * len(words):
        return None
    return _MARK.sub("", " ".join(words))
