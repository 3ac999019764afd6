"""What a long run tells of itself."""

from collections import Counter
from dataclasses import fields
from typing import Any


class Told:
    """The base of reports, which are dataclasses of numbers, words, lists and counters."""

    __slots__ = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
        return {
            name: dict(value) if isinstance(value, Counter) else value
            for name, value in values.items()
        }
