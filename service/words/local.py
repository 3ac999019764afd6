"""Moments, figures and languages as a reader's language writes them."""

from datetime import datetime

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol

_SIGNED = "+0.00;-0.00"


def local_moment(iso: str, language: str) -> str:
    """Return an ISO 8601 moment to the minute, in its own zone: "11 may 2026, 18:00 UTC−4"."""
    at = datetime.fromisoformat(iso)
    written = format_datetime(at, "d MMM y, HH:mm", locale=language)
    return f"{written} {zone_name(at)}".rstrip()


def neutral_moment(iso: str) -> str:
    """Return an ISO 8601 moment to the minute in digits alone, which every language reads."""
    at = datetime.fromisoformat(iso)
    return f"{at:%Y-%m-%d %H:%M} {zone_name(at)}".rstrip()


def zone_name(at: datetime) -> str:
    """Return how far the zone of *at* is from UTC ("UTC−4", "UTC+5:30"), "" for no zone."""
    offset = at.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    # The minus sign is as wide as the plus.
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02d}' if rest else ''}"


def local_day(iso: str, language: str) -> str:
    """Return an ISO 8601 day ("11 may 2026") or month ("mayo de 2026", standing alone)."""
    at = datetime.fromisoformat(iso if len(iso) > len("2026-05") else f"{iso}-01").date()
    pattern = "d MMM y" if len(iso) > len("2026-05") else "LLLL y"
    return str(format_date(at, pattern, locale=language))


def local_number(value: float, language: str) -> str:
    """Return a whole number with the language's marks of thousands."""
    return str(format_decimal(value, locale=language))


def local_figure(value: float, language: str, *, signed: bool = False) -> str:
    """Return a figure with two decimals, with a plus sign where it is *signed* and positive."""
    return str(format_decimal(value, _SIGNED if signed else "0.00", locale=language))


def local_digits(written: str, language: str) -> str:
    """Return digits that a program wrote with a point with the language's own mark."""
    return written.replace(".", get_decimal_symbol(language))


def language_name(tag: str, language: str) -> str:
    """Return what *language* calls the language of a BCP 47 *tag*, the tag where it has no word."""
    names = Locale(language).languages
    found = names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0])
    return str(found or tag)
