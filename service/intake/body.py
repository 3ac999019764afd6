"""The body of an answer, unpacked as it comes and never beyond the limit."""

import zlib
from collections.abc import Iterable, Iterator

from service.errors import InputError, TooLarge
from service.intake.naming import shown

_PIECE = 65_536
# gzip or zlib, whichever header the data begin with.
_AUTOMATIC = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS
_PACKED = ("gzip", "x-gzip", "deflate")


def read_body(chunks: Iterable[bytes], packing: str, limit: int, name: str) -> bytes:
    """Return the bytes in *chunks*, unpacked as their `Content-Encoding` says.

    Raises:
        TooLarge: They are more than *limit*, packed or unpacked; what is over is not unpacked.
        InputError: They are packed in another way, or damaged.
    """
    try:
        return b"".join(_limited(_pieces(_limited(chunks, limit, name), packing), limit, name))
    except zlib.error as error:
        raise InputError(f"{shown(name)} is packed as {shown(packing)} and damaged.") from error


def read_start(chunks: Iterable[bytes], packing: str, limit: int) -> bytes:
    """Return the first *limit* bytes at most; what is damaged ends them.

    Raises:
        InputError: They are packed in another way.
    """
    found = bytearray()
    try:
        for piece in _pieces(chunks, packing):
            found += piece
            if len(found) >= limit:
                break
    except zlib.error:
        pass
    return bytes(found[:limit])


def _pieces(chunks: Iterable[bytes], packing: str) -> Iterator[bytes]:
    packing = packing.strip().lower()
    if packing in ("", "identity"):
        return iter(chunks)
    if packing not in _PACKED:
        raise InputError(f"The answer is packed as {shown(packing)}, which was not asked for.")
    return _unpacked(chunks, is_deflate=packing == "deflate")


def _limited(chunks: Iterable[bytes], limit: int, name: str) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooLarge(f"{shown(name)} is larger than {limit:,} bytes; give a smaller text.")
        yield chunk


def _unpacked(chunks: Iterable[bytes], *, is_deflate: bool) -> Iterator[bytes]:
    unpacker: zlib._Decompress | None = None
    for chunk in chunks:
        unpacker = unpacker or _unpacker(chunk, is_deflate=is_deflate)
        data = chunk
        while data and not unpacker.eof:
            yield unpacker.decompress(data, _PIECE)
            data = unpacker.unconsumed_tail
        # Output that did not fit is still inside the unpacker.
        while not unpacker.eof and (piece := unpacker.decompress(b"", _PIECE)):
            yield piece


def _unpacker(start: bytes, *, is_deflate: bool) -> "zlib._Decompress":
    try:
        zlib.decompressobj(_AUTOMATIC).decompress(start, 1)
    except zlib.error:
        if is_deflate:
            # Some servers send it without its header.
            return zlib.decompressobj(_RAW_DEFLATE)
    return zlib.decompressobj(_AUTOMATIC)
