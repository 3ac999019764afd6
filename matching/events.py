"""Whether two readings may tell of two events rather than differ about one."""

from matching.comparison import Reading
from matching.date_compare import relate_dates
from matching.locations import share_a_name
from matching.name_compare import relate_people, relate_places


def may_be_two_events(left: Reading, right: Reading) -> bool:
    """Tell whether the texts name other places, other days and nobody in common.

    Two fires in one week share their words but no place, day or person. True only where
    both texts name a place and a day: silence is no difference.
    """
    places = [tuple(p for c in side.claims for p in c.slots.places) for side in (left, right)]
    every = [tuple(d for c in side.claims for d in c.slots.dates) for side in (left, right)]
    days = [tuple(d for d in dates if d.clock is None) for dates in every]
    people = [tuple(p for c in side.claims for p in c.slots.people) for side in (left, right)]
    if not all((*places, *days)):
        return False
    return not (
        relate_places(places[0], places[1]).agreeing
        or share_a_name(places[0], places[1])
        or relate_dates(days[0], days[1]).agreeing
        or relate_people(people[0], people[1]).agreeing
    )
