"""Addresses inside this application."""

from urllib.parse import urlsplit


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
