"""Single pairs of names, each decided; no model is needed."""

from service.api.guard import Reader
from service.api.schemas.pairs import MAX_NAMES, NameHere, NamesDecided, NamesRequest
from service.api.strict_json import resource
from service.contract import NameResult
from service.errors import TooLarge
from service.naming import decide_names

router = resource("names")

# Each name of a roster is compared with both names: 100,000 characters take two seconds.
_MAX_CHARACTERS = 100_000


@router.post("/compare")
def compare_names(body: NameHere | NamesRequest, _: Reader) -> NameResult | NamesDecided:
    """Decide whether two names mean one person, body or place: same, different or unsure.

    One pair is answered with one decision, `{"names": [...]}` with `{"results": [...]}`.
    """
    lines = (body,) if isinstance(body, NameHere) else body.names
    if len(lines) > MAX_NAMES:
        raise TooLarge(f"{len(lines):,} pairs of names are too many; send up to {MAX_NAMES:,}.")
    written = sum(len(each) for line in lines for each in (line.a, line.b, *line.roster))
    if written > _MAX_CHARACTERS:
        raise TooLarge(f"Names of {written:,} characters are too many; send {_MAX_CHARACTERS:,}.")
    results = tuple(decide_names(line) for line in lines)
    return results[0] if isinstance(body, NameHere) else NamesDecided(results=results)
