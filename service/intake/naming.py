"""Names that come from outside, made safe to print on one line."""

import re
import unicodedata

_MOST_SHOWN = 120
# What ends or moves a line of a terminal, or turns the order of its letters round.
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = re.compile(r"\s+")
_LONGEST_LINE = 500


def shown(name: str) -> str:
    """Return *name* as messages show it: no control characters, and not longer than a line."""
    clean = "".join("\ufffd" if _is_unseen(each) else each for each in name[: _MOST_SHOWN + 1])
    return clean if len(clean) <= _MOST_SHOWN else f"{clean[:_MOST_SHOWN]}…"


def one_line(text: str) -> str:
    """Return a title or a publisher's name on one line of at most 500 characters.

    The text of a document is never treated so: this is for what is said about it.
    """
    # What is unseen goes first: it may have stood between two spaces.
    seen = "".join(each for each in text if each.isspace() or not _is_unseen(each))
    return _SPACES.sub(" ", seen).strip()[:_LONGEST_LINE].strip()


def _is_unseen(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in _UNSEEN
