"""What a story that the machine begins is called."""

from collections.abc import Sequence

import numpy as np

from matching.grouping.profile import Profile

_LONGEST = 120


def story_title(profiles: Sequence[Profile]) -> str:
    """Return the headline, or first sentence, that is nearest to all of the documents.

    A short sentence of many that say the same is a better name than a full one of one; ties go
    to the earliest document.
    """
    middle = np.mean([profile.vectors.mean(axis=0) for profile in profiles], axis=0)
    ranked = sorted(
        (
            -round(float(profile.vectors[0] @ middle), 4),
            str(profile.published_at),
            headline(profile),
        )
        for profile in profiles
    )
    return ranked[0][2]


def headline(profile: Profile) -> str:
    """Return a document's headline or first sentence, as a story is titled by it."""
    return _cut(profile.sentences[0])


def _cut(sentence: str) -> str:
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + "…"
