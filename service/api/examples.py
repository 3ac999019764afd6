"""Bodies of requests as somebody would send them, by the operation that takes them."""

from typing import Any

_CLAIM = "The fire destroyed 12 houses on 3 May 2031."
_OTHER = "The fire of 3 May destroyed 19 houses."

EXAMPLES: dict[str, Any] = {
    "post_comparison": {
        "left": {"text": f"{_CLAIM} Nobody was hurt.", "source": "Ministry", "language": "en"},
        "right": {"text": _OTHER, "source": "Herald", "published_at": "2031-05-04"},
    },
    "add_judgement": {"label": "conflict", "reason": "12 and 19 cannot both be right."},
    "post_source": {"name": "Herald", "kind": "newspaper", "country": "MX", "language": "es-MX"},
    "put_source": {"kind": "newspaper", "country": "MX", "time_zone": "America/Mexico_City"},
    "add_story": {"title": "Fire in the port, May 2031"},
    "move_document": {
        "into": "sto_0123456789abcdef0123",
        "reason": "It tells of the second fire.",
    },
    "take_out_document": {"reason": "An opinion on fires, of no one event."},
    "merge_story": {"into": "sto_0123456789abcdef0123", "reason": "One fire, told twice."},
    "split_story": {
        "documents": ["doc_0123456789abcdef0123"],
        "title": "Trial after the fire in the port",
        "reason": "The trial is an event of its own.",
    },
    "undo_story_decision": {"reason": "It is the same fire after all."},
    "merge_entity": {
        "into": "ent_0123456789abcdef0123",
        "reason": "The same person, with and without the second surname.",
    },
    "split_entity": {
        "names": ["A. Ruiz"],
        "into": {"name": "Ana Ruiz"},
        "reason": "The mayor, not the minister.",
    },
    "undo_entity_decision": {"reason": "They are two people after all."},
    "label_pairs": {"pairs": [{"id": 1, "a": _CLAIM, "b": _OTHER, "lang_a": "en"}]},
    "compare_names": {"names": [{"id": 1, "a": "Claudia Sheinbaum", "b": "C. Sheinbaum Pardo"}]},
    "create_api_key": {"name": "newsdesk", "role": "editor", "expires_at": "2032-01-01T00:00:00Z"},
    "sign_in": {"key": "ctr_0123456789abcdef0123_" + "x" * 43},
}
