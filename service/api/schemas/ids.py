"""Identifiers in paths, queries and bodies: what does not look like one is refused (422).

Their form is that of `matching.ids.content_id`, so nothing else reaches a database.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

_DIGITS = "_[0-9a-f]{20}$"


def _pattern(prefix: str) -> StringConstraints:
    return StringConstraints(pattern=f"^{prefix}{_DIGITS}")


ComparisonId = Annotated[str, _pattern("cmp"), Field(description="Identifier of a comparison.")]
FindingId = Annotated[str, _pattern("fnd"), Field(description="Identifier of a finding.")]
DocumentId = Annotated[str, _pattern("doc"), Field(description="Identifier of a document.")]
ClaimId = Annotated[str, _pattern("clm"), Field(description="Identifier of a claim.")]
SourceId = Annotated[str, _pattern("src"), Field(description="Identifier of a source.")]
EntityId = Annotated[str, _pattern("ent"), Field(description="Identifier of an entity.")]
DecisionId = Annotated[str, _pattern("dec"), Field(description="Identifier of a decision.")]
StoryId = Annotated[str, _pattern("sto"), Field(description="Identifier of a story.")]
NightlyId = Annotated[str, _pattern("ngt"), Field(description="Identifier of a nightly report.")]
JobId = Annotated[str, _pattern("job"), Field(description="Identifier of a job.")]
BatchId = Annotated[str, _pattern("bat"), Field(description="Identifier of a batch of pairs.")]
KeyId = Annotated[str, _pattern("key"), Field(description="Identifier of a key.")]
