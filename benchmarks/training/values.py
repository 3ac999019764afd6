"""Values of frame slots, written as newsrooms of two languages write them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from babel import Locale

LANGUAGES = ("es", "en")
_LISTS = Path(__file__).parent / "frames" / "values.yaml"
_IN_WORDS = 0.3

Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Value:
    """One value: how each language may write it; the first is the plain form in digits."""

    key: str
    forms: Mapping[str, tuple[str, ...]]

    def write(self, language: str, random: Random, *, plain: bool = False) -> str:
        """Return one of the forms, mostly the first; the first where it has to be *plain*."""
        forms = self.forms[language]
        if plain or len(forms) == 1 or random.random() > _IN_WORDS:
            return forms[0]
        return forms[int(random.integers(1, len(forms)))]


def draw(kind: str | Sequence[Mapping[str, str]], random: Random) -> Value:
    """Return a value of a slot: of a named kind, or one of a list of both languages."""
    if not isinstance(kind, str):
        chosen = kind[int(random.integers(len(kind)))]
        return Value(str(chosen["es"]), {one: (str(chosen[one]),) for one in LANGUAGES})
    return _KINDS[kind](random)


@cache
def lists() -> dict[str, Any]:
    """Return the lists of the data file by their names."""
    found: dict[str, Any] = yaml.safe_load(_LISTS.read_text(encoding="utf-8"))
    return found


def _pick(values: Sequence[Any], random: Random) -> Any:
    return values[int(random.integers(len(values)))]


def _same(text: str) -> Value:
    return Value(text, dict.fromkeys(LANGUAGES, (text,)))


def _both(spanish: Sequence[str], english: Sequence[str]) -> Value:
    return Value(spanish[0], {"es": tuple(spanish), "en": tuple(english)})


def _grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark) if number >= 1000 else str(number)


def _number(number: int) -> Value:
    es, en = [_grouped(number, ".")], [_grouped(number, ",")]
    if 2 <= number <= 20:
        es.append(lists()["small_words"]["es"][number - 2])
        en.append(lists()["small_words"]["en"][number - 2])
    elif number >= 1000:
        es.append(_grouped(number, " "))
        es.append(_grouped(number, ","))
    return _both(es, en)


def _count(random: Random) -> Value:
    return _number(int(random.choice([random.integers(2, 30), random.integers(20, 900)])))


def _small(random: Random) -> Value:
    return _number(int(random.integers(2, 21)))


def _big(random: Random) -> Value:
    if random.random() < 0.5:
        return _number(int(random.integers(10, 999)) * int(random.choice([100, 1000])))
    tenths = int(random.integers(11, 99))
    es, en = (f"{tenths / 10:.1f}".replace(".", mark) for mark in ",.")
    digits = f"{tenths // 10}.{tenths % 10}00.000"
    return _both(
        [digits, f"{es} millones", digits.replace(".", " ")],
        [digits.replace(".", ","), f"{en} million"],
    )


def _percent(random: Random) -> Value:
    number = float(random.integers(2, 97))
    number += float(random.choice([0.0, random.integers(1, 10) / 10]))
    en = f"{number:g}"
    es = en.replace(".", ",")
    return _both([f"{es} %", f"{es}%", f"{en}%"], [f"{en}%", f"{en} percent", f"{en} per cent"])


def _money(random: Random) -> Value:
    es_name, en_name, sign = _pick(lists()["currencies"], random)
    amount = int(random.choice([random.integers(2, 30), random.integers(10, 950)]))
    if random.random() < 0.7:
        return _both(
            [f"{amount} millones de {es_name}", f"{sign} {amount} millones"],
            [f"{amount} million {en_name}", f"{sign}{amount} million"],
        )
    return _both(
        [f"{amount}.000 {es_name}", f"{amount} mil {es_name}", f"{sign} {amount}.000"],
        [f"{amount},000 {en_name}", f"{sign}{amount},000"],
    )


def _person(random: Random) -> Value:
    given, family = (_pick(lists()[name].split(), random) for name in ("given", "family"))
    return _same(f"{given} {family}")


def _place(random: Random) -> Value:
    es, en = _pick(lists()["places"], random)
    return _both([es], [en])


def _country(random: Random) -> Value:
    code = _pick(lists()["countries"].split(), random)
    es, en = (str(Locale(language).territories[code]) for language in LANGUAGES)
    return _both([es], [en])


def _organisation(random: Random) -> Value:
    return _same(_pick(lists()["organisations"].split(), random))


def _date(random: Random) -> Value:
    if random.random() < 0.4:
        at = int(random.integers(7))
        return _both(*([lists()["weekdays"][one][at]] for one in LANGUAGES))
    day, month = int(random.integers(1, 29)), int(random.integers(12))
    es, en = (lists()["months"][one][month] for one in LANGUAGES)
    return _both([f"{day} de {es}"], [f"{en} {day}", f"{day} {en}"])


def _year(random: Random) -> Value:
    return _same(str(int(random.integers(2012, 2031))))


def _duration(random: Random) -> Value:
    es, en = _pick(lists()["durations"], random)
    return _both([es], [en])


def _time(random: Random) -> Value:
    hour, minute = int(random.integers(1, 13)), int(random.choice([0, 10, 15, 30, 40, 45]))
    return _same(f"{hour}:{minute:02d}")


def _age(random: Random) -> Value:
    return _same(str(int(random.integers(18, 92))))


def _kilometres(random: Random) -> Value:
    return _number(int(random.integers(3, 950)))


def _score(random: Random) -> Value:
    low = int(random.integers(0, 4))
    return _same(f"{low + int(random.integers(1, 4))}-{low}")


_KINDS: Mapping[str, Callable[[Random], Value]] = {
    "count": _count,
    "small": _small,
    "big": _big,
    "percent": _percent,
    "money": _money,
    "person": _person,
    "person2": _person,
    "place": _place,
    "country": _country,
    "org": _organisation,
    "date": _date,
    "year": _year,
    "age": _age,
    "km": _kilometres,
    "score": _score,
    "duration": _duration,
    "time": _time,
}
