"""The reference of the Python library, read from its public names."""

import inspect
import re
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from importlib import import_module
from typing import Any

from pydantic import BaseModel

import matching
from scripts.reference.markdown import MADE, code, table

# What a program around the library uses of the application; `service.contract` as a whole.
APPLICATION = {
    "service.config": ("read_settings",),
    "service.runtime": ("load_encoder",),
    "service.convert": ("comparison_document", "story_document"),
}
CONTRACT = "service.contract"
_MODULES = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Za-z_])")
_HEAD = f"""# The Python library

{MADE}

`matching` exports these names; everything else in it may change. Both packages have inline types
(`py.typed`). What is not in `matching` stands under its module.
"""


def python_page() -> str:
    """Return every public name with its signature, fields or members, and its documentation."""
    parts = [_HEAD, "\n## matching\n\n"]
    parts += [_part(name, getattr(matching, name)) for name in sorted(matching.__all__)]
    for module, names in APPLICATION.items():
        parts.append(f"## {module}\n\n")
        parts += [_part(name, getattr(import_module(module), name)) for name in names]
    parts.append(
        f"## {CONTRACT}\n\nThe JSON that commands and the API give, as pydantic models.\n\n"
    )
    parts += [_part(each.__name__, each) for each in contract_models()]
    return "".join(parts).rstrip() + "\n"


def contract_models() -> list[type[BaseModel]]:
    """Return the models of the contract, in the order of their names."""
    found = inspect.getmembers(import_module(CONTRACT), inspect.isclass)
    return [
        each for _, each in found if issubclass(each, BaseModel) and each.__module__ == CONTRACT
    ]


def _part(name: str, value: Any) -> str:
    told = f"### {name}\n\n"
    if not inspect.isclass(value) and not inspect.isroutine(value):
        return f"{told}{code(type(value).__name__)}: the values used where none are given.\n\n"
    if inspect.isroutine(value):
        told += f"```python\n{signature(name, value)}\n```\n\n"
    return told + f"{_documentation(value)}\n\n{_inside(value)}"


def signature(name: str, function: Any, lead: str = "") -> str:
    """Return a function's signature, a parameter a line, types without their modules."""
    found = inspect.signature(function)
    lines, is_bare = [], False
    for each in found.parameters.values():
        if each.kind is each.KEYWORD_ONLY and not is_bare:
            lines.append("*")
            is_bare = True
        default = "" if each.default is each.empty else f" = {_value(each.default)}"
        typed = "" if each.annotation is each.empty else f": {_type(each.annotation)}"
        lines.append(f"{each.name}{typed}{default}")
    inside = "".join(f"{lead}    {line},\n" for line in lines)
    back = "" if found.return_annotation is found.empty else f" -> {_type(found.return_annotation)}"
    return f"{lead}def {name}(\n{inside}{lead}){back}" if inside else f"{lead}def {name}(){back}"


def _inside(value: Any) -> str:
    if inspect.isroutine(value):
        return ""
    if issubclass(value, Enum):
        return f"One of {', '.join(code(each.value) for each in value)}.\n\n"
    if issubclass(value, BaseModel):
        rows = [
            (
                code(name),
                code(_type(each.annotation)),
                "" if each.is_required() else _value(each.default),
            )
            for name, each in value.model_fields.items()
        ]
        return table(("field", "type", "default"), rows)
    if is_dataclass(value):
        return table(
            ("field", "type", "default"),
            (
                (code(each.name), code(_type(each.type)), _field_default(each))
                for each in fields(value)
            ),
        ) + _methods(value)
    return _methods(value)


def _methods(value: Any) -> str:
    """Return the public methods and properties that the class itself defines."""
    told = []
    for name, each in vars(value).items():
        if name.startswith("_"):
            continue
        if isinstance(each, property):
            back = _type(inspect.signature(each.fget).return_annotation) if each.fget else ""
            told.append(f"- `{name}: {back}`: {_first(each)}")
        elif inspect.isfunction(each):
            told.append(f"- `{' '.join(signature(name, each).split())}`: {_first(each)}")
    return "".join(f"{line}\n" for line in told) + ("\n" if told else "")


def _field_default(field: Any) -> str:
    return _value(field.default) if field.default is not MISSING else ""


def _value(value: Any) -> str:
    if value is matching.DEFAULTS:
        return "DEFAULTS"
    return str(value.value) if isinstance(value, Enum) else repr(value)


def _type(annotation: Any) -> str:
    shown = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return _MODULES.sub("", shown)


def _documentation(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "")


def _first(value: Any) -> str:
    return " ".join(_documentation(value).partition("\n\n")[0].split())
