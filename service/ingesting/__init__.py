"""Taking documents in: storing what was read, and telling what a changed page breaks."""

from service.ingesting.breaks import Broken
from service.ingesting.feeds import poll_feed
from service.ingesting.gathering import Gathered, gather
from service.ingesting.storing import Ingested, ingest

__all__ = ["Broken", "Gathered", "Ingested", "gather", "ingest", "poll_feed"]
