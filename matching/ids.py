"""Content-derived identifiers: equal content, equal id, on every run and machine."""

import hashlib
import json


def text_hash(text: str) -> str:
    """Return the SHA-256 of *text* in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix_` and 20 hexadecimal digits derived from *parts* alone.

    Parts are joined as JSON, so ("ab", "c") and ("a", "bc") differ.
    """
    joined = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
    return f"{prefix}_{hashlib.sha256(joined.encode('ascii')).hexdigest()[:20]}"
