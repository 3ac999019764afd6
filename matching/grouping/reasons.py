"""What a signal says, in words: why two documents were found to tell one event."""

from collections.abc import Mapping

from matching.explanation import Explanation

_SAID: Mapping[str, Explanation] = {
    "across_languages": Explanation("they are in two languages, in which less is alike"),
    "lead_lead": Explanation("their headlines and first sentences are alike"),
    "lead_least": Explanation("what leads each of them stands in the other"),
    "lead_most": Explanation("what leads one of them stands in the other"),
    "sentences_least": Explanation("most of what each of them says stands in the other"),
    "sentences_most": Explanation("most of what one of them says stands in the other"),
    "middle": Explanation("as a whole they are about the same matter"),
    "names_least": Explanation("each of them names those whom the other names"),
    "names_most": Explanation("one of them names those whom the other names"),
    "names_rarest": Explanation("both have a name that few other documents have"),
    "names_foreign": Explanation("those whom their first sentences name stand in both"),
    "amounts_shared": Explanation("both give the same figures"),
    "amounts_least": Explanation("most figures of each of them stand in the other"),
    "words": Explanation("they have rare words in common"),
    "day_gap": Explanation("the days that they tell of are near to each other"),
    "day_meet": Explanation("both tell of the same day"),
    "published_gap": Explanation("one was published soon after the other"),
    "day_ahead": Explanation("both give the same day to come"),
    "same_source": Explanation("both are of one source"),
}


def said(signals: Mapping[str, float]) -> tuple[Explanation, ...]:
    """Return what spoke for one event in words, the strongest first.

    *signals* are contributions to the log odds by name; what speaks against is left out.
    """
    strongest = sorted(signals.items(), key=lambda each: (-each[1], each[0]))
    return tuple(_SAID[name] for name, value in strongest if value > 0 and name in _SAID)
