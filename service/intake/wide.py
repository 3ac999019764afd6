"""UTF-16 and UTF-32 without a byte-order mark, told by where their zero bytes stand."""

import unicodedata

# Spaces, line ends and punctuation alone put zeros into one byte of a unit, in any script.
_LEAST_ZEROS = 0.1
_MOST_ZEROS = 0.02
_SAMPLE = 4_096
_NO_LETTERS = ("Cn", "Co", "Cs")


def decode_wide(data: bytes) -> str | None:
    """Return the text of *data* when it is UTF-16 or UTF-32 without a mark, else None."""
    if b"\0" not in data[:_SAMPLE]:
        return None
    for encoding, unit, high in (
        ("utf-32-le", 4, (2, 3)),
        ("utf-32-be", 4, (0, 1)),
        ("utf-16-le", 2, (1,)),
        ("utf-16-be", 2, (0,)),
    ):
        if _has_zeros(data, unit, high) and (text := _text(data, encoding)) is not None:
            return text
    return None


def _has_zeros(data: bytes, unit: int, high: tuple[int, ...]) -> bool:
    """Tell whether the *high* bytes of each unit are often zero, and the others hardly ever."""
    if len(data) % unit or len(data) < 2 * unit:
        return False
    sample = data[: _SAMPLE - _SAMPLE % unit]
    shares = [sample[at::unit].count(0) / len(sample[at::unit]) for at in range(unit)]
    if unit == 2:
        [at] = high
        return shares[at] >= _LEAST_ZEROS and shares[1 - at] <= _MOST_ZEROS
    lowest = 0 if high == (2, 3) else 3
    return min(shares[at] for at in high) > 1 - _MOST_ZEROS and shares[lowest] <= _MOST_ZEROS


def _text(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = sum(
        unicodedata.category(each) in _NO_LETTERS or (each < " " and each not in "\t\n\r\f\v")
        for each in text[:_SAMPLE]
    )
    return text if strange <= _MOST_ZEROS * min(len(text), _SAMPLE) else None
