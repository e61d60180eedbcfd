"""A value of each type, of which each text says where it stands."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def example(hint: Any, name: str = "") -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return example(args[0], name)
    if origin is tuple:
        return (example(args[0], name),)
    if origin is Mapping:
        return {example(args[0], name): example(args[1], name)}
    if hint in {int: 7, bool: True, float: 0.5}:
        return {int: 7, bool: True, float: 0.5}[hint]
    if hint is str:
        return f"the {name} é\n2"
    if issubclass(hint, Enum):
        return list(hint)[-1]
    return made(hint)


def made(kind: type) -> Any:
    hints = get_type_hints(kind)
    return kind(**{field.name: example(hints[field.name], field.name) for field in fields(kind)})
