"""Addresses inside this application."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request


def local_path(address: str) -> str:
    """Return *address* where it is a path of this application, else "/".

    A form says where to go back to; it must not send a reader to another host.
    """
    # Browsers drop tabs and line ends, and take a backslash for a slash.
    if any(character in address for character in "\\\t\r\n") or not address.isprintable():
        return "/"
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    is_local = not parts.scheme and not parts.netloc and address.startswith("/")
    return address if is_local and not address.startswith("//") else "/"


def came_from(request: Request) -> str:
    """Return the page of this application that a form or a part of a page belongs to, else "/"."""
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    return local_path(f"{parts.path}?{parts.query}" if parts.query else parts.path or "/")


def with_query(address: str, **values: str) -> str:
    """Return the local *address* with *values* in its query, in place of those of their names."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in values]
    return f"{parts.path}?{urlencode([*kept, *values.items()])}"
