"""Why two documents were found to tell one event, as it is kept with a decision."""

from collections.abc import Mapping
from typing import Any

from matching.grouping.combine import Link
from matching.grouping.signals import Placed
from matching.grouping.window import Window

_PARTS = 4


def nearest_reason(placed: Mapping[str, Placed], link: Link, window: Window) -> dict[str, Any]:
    """Return how sure a link is, the rarest keys that both have, and the strongest signals."""
    left, right = placed[link.left_id].profile, placed[link.right_id].profile
    keys = (left.names.keys() & right.names.keys()) | (left.amounts.keys() & right.amounts.keys())
    rare = sorted(keys, key=lambda key: (-window.rarity(key), key))
    parts = sorted(link.parts.items(), key=lambda part: -part[1])
    return {
        "probability": link.probability,
        "shared": [left.shown[key] for key in rare[:_PARTS]],
        "signals": {name: round(value, 2) for name, value in parts[:_PARTS] if value > 0},
    }
