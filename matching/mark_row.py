"""The quotation marks of one paragraph: which open, which close, and which belong together."""

import re
from dataclasses import dataclass

CLOSERS = {"“": '”"', "«": "»", "‹": "›", "„": '“”"', "‘": "’'", "‚": "‘’'", '"': '"”', "'": "'’"}
"""Each opening mark with the marks that may close it."""

SINGLE = "‘‚'"

_MARK = re.compile("[“”«»‹›„‘’‚\"']")
_DECADE = re.compile(r"\d0s\b")

# Style guides know three levels, and pages that lost closing marks a few more. A text of
# nothing but opening marks is no quotation, and reading it must not take the square of it.
_DEEPEST = 8
# A speech printed as one paragraph holds some dozen quotations; what closes after more marks
# than this closes something else.
_FARTHEST = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark that may open or close a quotation, where it stands."""

    start: int
    text: str
    opens: bool
    closes: bool


class MarkRow:
    """The marks of `text[start:stop]` that may open or close something, in order.

    Apostrophes inside words, decades (’90s) and the like are not among them.
    """

    def __init__(self, text: str, start: int, stop: int) -> None:
        """Find the marks; how they belong together is found when asked."""
        found = (_mark(text, m.start(), start, stop) for m in _MARK.finditer(text, start, stop))
        self.marks = tuple(mark for mark in found if mark.opens or mark.closes)
        self._closings: dict[int, int | None] = {}
        # Whether a single mark opens asks whether a later one does: the last comes first,
        # so that each is asked once and no answer waits for a long row of others.
        for index in reversed(range(len(self.marks))):
            mark = self.marks[index]
            if mark.opens and mark.text in "'‚":
                self._closings[index] = self._find(index)

    def closing(self, index: int) -> int | None:
        """Return where the quotation opened by a mark closes, None when it does not."""
        if index not in self._closings:
            self._closings[index] = self._find(index)
        return self._closings[index]

    def _find(self, index: int) -> int | None:
        stack = [self.marks[index].text]
        for other in range(index + 1, min(len(self.marks), index + 1 + _FARTHEST)):
            mark = self.marks[other]
            if mark.closes and mark.text in CLOSERS[stack[-1]]:
                stack.pop()
                if not stack:
                    return mark.start
            elif mark.opens and self._nests(other, stack):
                if (mark.text == '"' and '"' in stack) or len(stack) == _DEEPEST:
                    return None
                stack.append(mark.text)
            elif mark.closes and mark.text in CLOSERS[stack[0]] and mark.text not in "'’":
                return mark.start
        return None

    def _nests(self, index: int, stack: list[str]) -> bool:
        mark = self.marks[index].text
        if mark == "“" and stack[-1] == "“":
            return False
        return mark not in "'‚" or self.closing(index) is not None


def _mark(text: str, position: int, start: int, stop: int) -> Mark:
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < stop else " "
    mark = text[position]
    return Mark(
        position,
        mark,
        mark in CLOSERS and _opens(text, position, before, after),
        _closes(mark, before, after),
    )


def _opens(text: str, position: int, before: str, after: str) -> bool:
    """Tell whether the mark at *position* stands where a quotation can begin."""
    mark = text[position]
    if mark in "“«„‹":
        return True
    if after.isspace() or before.isalnum() or (before in ".,;:!?…%)" and mark in "'‘"):
        return False
    return not (mark in "'‘" and _DECADE.match(text, position + 1, position + 5))


def _closes(mark: str, before: str, after: str) -> bool:
    if mark in "”»›":
        return True
    if mark == '"':
        return not before.isspace() or not after.isalnum()
    return not before.isspace() and not after.isalnum()
