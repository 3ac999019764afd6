"""Media types that are read, each with the file suffix that stands for its reader."""

KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/json": ".json",
    "text/json": ".json",
    "application/json+oembed": ".json",
    "application/x-ndjson": ".jsonl",
    "application/ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
# Says nothing about the content, which is looked at instead.
_UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/x-download")


def kind_of(media_type: str) -> str | None:
    """Return the suffix for a `Content-Type`; "" when it says nothing, None when unreadable."""
    bare = media_type.partition(";")[0].strip().lower()
    if bare in _UNSAID:
        return ""
    if bare.endswith("+json"):
        return ".json"
    return KINDS.get(bare)
