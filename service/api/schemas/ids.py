"""Identifiers in paths, queries and bodies: what does not look like one is refused (422).

Their form is that of `matching.ids.content_id`, so nothing else reaches a database.
"""

from typing import Annotated

from pydantic import StringConstraints

_DIGITS = "_[0-9a-f]{20}$"


def _pattern(prefix: str) -> StringConstraints:
    return StringConstraints(pattern=f"^{prefix}{_DIGITS}")


ComparisonId = Annotated[str, _pattern("cmp")]
FindingId = Annotated[str, _pattern("fnd")]
DocumentId = Annotated[str, _pattern("doc")]
PageId = Annotated[str, _pattern("pag")]
ReadingId = Annotated[str, _pattern("rdg")]
ClaimId = Annotated[str, _pattern("clm")]
SourceId = Annotated[str, _pattern("src")]
EntityId = Annotated[str, _pattern("ent")]
DecisionId = Annotated[str, _pattern("dec")]
StoryId = Annotated[str, _pattern("sto")]
NightlyId = Annotated[str, _pattern("ngt")]
JudgementId = Annotated[str, _pattern("jud")]
JobId = Annotated[str, _pattern("job")]
BatchId = Annotated[str, _pattern("bat")]
KeyId = Annotated[str, _pattern("key")]
