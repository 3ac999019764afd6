"""Groups: their data is whole, and the pairs made of them are what their marks say."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.training.frames import Made
from benchmarks.training.groups import Group, group_pairs, read_groups

GROUPS = read_groups()
_SLOTS = {
    "number", "date", "place", "person", "polarity", "scope", "order", "role", "strength", "other",
}  # fmt: skip
_TEXT = """# ferry-strike
= es | El ferry zarpa el lunes.
= en | The ferry sails on Monday.
< en | A ferry is to sail.
> es | El ferry zarpa el lunes a las ocho.
! en date | The ferry sails on Friday.
~ es | El ferry lleva 200 pasajeros.
% en | The night ferry sailed in May.
"""


def _problems(group: Group) -> list[str]:
    problems = [
        f"few {mark} in {language}"
        for mark in "=!~"
        for language in ("es", "en")
        if sum(line.language == language for line in group.marked(mark)) < 2
    ]
    texts = Counter(line.text for line in group.lines)
    problems += [f"twice: {text}" for text, count in texts.items() if count > 1]
    return problems + [f"{line.slot}?" for line in group.marked("!") if line.slot not in _SLOTS]


def test_groups_are_whole() -> None:
    """Each mark in both languages, no sentence twice, every conflict with its slot."""
    found = {group.name: _problems(group) for group in GROUPS}
    assert {name: problems for name, problems in found.items() if problems} == {}
    assert len(GROUPS) == len(found), "names are distinct"


def _made(folder: Path, name: str) -> dict[str, set[tuple[str, str | None]]]:
    (folder / name).write_text(_TEXT, encoding="utf-8")
    found: dict[str, set[tuple[str, str | None]]] = {}
    for pair in group_pairs(1, read_groups(folder)):
        found.setdefault(pair.kind, set()).add((pair.label, pair.relation))
    return found


def test_a_mark_tells_the_class(tmp_path: Path) -> None:
    """Conflicts contradict, other facts are neutral, more and less is still the same fact."""
    found = _made(tmp_path, "civic.txt")
    assert found["same"] == {("entailment", "agree")}
    assert found["contra"] == {("contradiction", "conflict")}
    assert found["beside"] == found["near"] == {("neutral", "extra")}
    assert found.get("less", set()) <= {("entailment", "agree")}
    assert found.get("more", set()) <= {("neutral", "agree")}


def test_another_thing_of_a_general_scene_tells_no_relation(tmp_path: Path) -> None:
    """It is neutral, and may still be a detail of the same fact."""
    assert _made(tmp_path, "general_1.txt")["beside"] == {("neutral", None)}


def test_who_adds_is_never_entailed(tmp_path: Path) -> None:
    """A sentence with a detail follows from none without it."""
    (tmp_path / "one.txt").write_text(_TEXT, encoding="utf-8")
    fuller = "El ferry zarpa el lunes a las ocho."
    for pair in group_pairs(3, read_groups(tmp_path)):
        assert pair.b != fuller or pair.label != "entailment"


def test_the_same_seed_makes_the_same_pairs() -> None:
    """And another seed others."""

    def some(seed: int) -> list[Made]:
        return list(group_pairs(seed, GROUPS[:3]))

    assert some(1) == some(1)
    assert some(1) != some(2)


def test_a_line_without_a_mark_is_refused(tmp_path: Path) -> None:
    """With the file and the group that holds it."""
    (tmp_path / "bad.txt").write_text("# one\n? es | Hola.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.txt: not a group"):
        read_groups(tmp_path)
