"""Random secrets, and how they are kept and compared.

A secret is 256 random bits. One round of SHA-256 suffices to keep it: slow hashes and salts
protect what people choose, where a thief can try the likely ones; of 2^256 equally likely
secrets he would find none, and no two are the same. The hash says nothing about the secret
(it is one-way), and being fast it costs a request microseconds.
"""

import hashlib
import hmac
import secrets

_BYTES = 32


def new_secret() -> str:
    """Return 256 random bits, base64url without padding: 43 characters."""
    return secrets.token_urlsafe(_BYTES)


def new_id(prefix: str) -> str:
    """Return *prefix* and 80 random bits, hexadecimal; ids of what has no content to hash."""
    return f"{prefix}_{secrets.token_hex(10)}"


def digest_of(secret: str) -> str:
    """Return the SHA-256 of *secret*, hexadecimal: what is stored in its place."""
    # Whatever bytes a header brought, half a surrogate pair too, has some hash.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(left: str, right: str) -> bool:
    """Compare two hexadecimal digests in a time that does not depend on where they differ."""
    return hmac.compare_digest(left, right)
