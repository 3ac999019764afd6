"""An embedded post: the markup that a page shows, alone and in the JSON around it."""

import json

from benchmarks.fuzz.held import parsed
from benchmarks.fuzz.seeds import PROSE, WORDS
from benchmarks.fuzz.target import Target

_MARKUP = (
    '<blockquote class="twitter-tweet"><p lang="es" dir="ltr">{}<br>y más</p>&mdash; Ana Quiroga '
    '(@aquiroga) <a href="https://twitter.com/aquiroga/status/1921000000000000001?ref_src=x">'
    "May 4, 2027</a></blockquote> <script async></script>"
)


def read(data: bytes) -> None:
    """Read *data* as markup of a post, and as what an answer of oEmbed holds."""
    text = data.decode("utf-8", "replace")
    parsed(data, ".html")
    parsed(b'<blockquote class="twitter-tweet">' + data, ".html")
    answer = {"html": text, "author_name": text[:40], "url": text[-60:]}
    parsed(json.dumps(answer).encode(), ".json")


def _seeds() -> list[bytes]:
    return [_MARKUP.format(each).encode() for each in PROSE[:3]]


_TAGS = ("<blockquote>", "<p lang=", "</p>", "<a href=", "https://x.com/a/status/1", "&mdash;")
TARGET = Target(read, _seeds, [*_TAGS, "(@a)", "<br>", "twitter-tweet", "&#xD800;", *WORDS])
