"""Styles and scripts: bundles of our own files, served under the hash of their content."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from starlette.responses import Response

_MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
# A year: the address changes with the content.
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Bundle:
    """Files of packages, one after the other, as one answer."""

    name: str
    media_type: str
    parts: tuple[tuple[str, str], ...]

    @cached_property
    def content(self) -> bytes:
        """The files, each followed by a line feed."""
        found = (
            files(package).joinpath("static", name).read_bytes() for package, name in self.parts
        )
        return b"\n".join(found) + b"\n"

    @cached_property
    def address(self) -> str:
        """Path of the bundle as it is now."""
        return f"/static/{hashlib.sha256(self.content).hexdigest()[:16]}/{self.name}"


def _bundle(name: str, **packages: tuple[str, ...]) -> Bundle:
    media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
    parts = [(f"service.{package}", file) for package, names in packages.items() for file in names]
    return Bundle(name, media_type, tuple(parts))


BUNDLES = {
    bundle.name: bundle
    for bundle in (
        _bundle("desk.css", diff=("base.css",), web=("frame.css", "forms.css")),
        _bundle("icon.svg", web=("icon.svg",)),
        _bundle("htmx.js", web=("vendor/htmx/htmx.min.js",)),
        _bundle("desk.js", web=("desk.js",)),
        _bundle("office.css", web=("office.css",)),
        _bundle("nightly.css", web=("nightly.css",)),
        _bundle("review.css", diff=("findings.css", "narrow.css"), web=("review.css",)),
        _bundle("review.js", web=("review.js",)),
        _bundle("names.css", web=("names.css",)),
        _bundle("sources.css", web=("sources.css",)),
        _bundle("names.js", web=("names.js",)),
        _bundle(
            "diff.css",
            diff=("matrix.css", "texts.css", "findings.css", "narrow.css", "print.css"),
            web=("finding.css",),
        ),
        _bundle(
            "story.css",
            diff=("matrix.css", "findings.css", "narrow.css", "print.css"),
            web=("story.css",),
        ),
        _bundle("story.js", web=("story.js",)),
        _bundle(
            "diff.js",
            diff=(
                "language.js",
                "filter.js",
                "links.js",
                "lines.js",
                "matrix.js",
                "tip.js",
                "keys.js",
                "print.js",
                "main.js",
            ),
        ),
    )
}
"""Every file that a page may ask for, by name."""


def asset(name: str) -> str:
    """Return the address of the bundle *name*; KeyError when there is no such one."""
    return BUNDLES[name].address


def asset_response(name: str) -> Response | None:
    """Return the bundle *name* as an answer that may be kept for good, None without one."""
    bundle = BUNDLES.get(name)
    if bundle is None:
        return None
    headers = {"Cache-Control": _FOR_GOOD, "X-Content-Type-Options": "nosniff"}
    return Response(bundle.content, media_type=bundle.media_type, headers=headers)
