"""Frozen dataclasses that are quick to define.

The standard library writes and compiles six methods for each class, of which the four that guard and compare take
longest; the records alone took 16 ms of each start so. Here one method is compiled for each class and the others
are shared closures. What can be seen of a class is the same: fields, `replace`, equality, hash, order of parameters,
`FrozenInstanceError`.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool):
        """`dataclasses.dataclass(frozen=True, slots=True)`; every other way is the standard library's."""
        if not (frozen and slots):
            raise TypeError("use dataclasses.dataclass")
        return _defined


def _defined(plain: type) -> type:
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(plain)
    fields = dataclasses.fields(made)
    names = [field.name for field in fields]
    values = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)

    def equal(self: object, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is made else NotImplemented

    def number(self: object) -> int:
        return hash(values(self))

    def shown(self: object) -> str:
        pairs = (f"{name}={value!r}" for name, value in zip(names, values(self), strict=True))
        return f"{made.__qualname__}({', '.join(pairs)})"

    def copied(self: object) -> tuple[type, tuple[Any, ...]]:
        return made, values(self)

    methods = {"__init__": _init(made, fields), "__eq__": equal, "__hash__": number, "__reduce__": copied}
    for name, method in (methods | {"__setattr__": _refuse, "__delattr__": _refuse}).items():
        setattr(made, name, method)
    if "__repr__" not in vars(plain):
        made.__repr__ = shown  # type: ignore[assignment]
    return made


def _init(made: type, fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    """The one method that is compiled: fills the slots past `__setattr__`, which refuses."""
    scope: dict[str, Any] = {"missing": dataclasses.MISSING}
    parameters, lines = [], []
    for field in fields:
        name = field.name
        scope[f"set_{name}"] = vars(made)[name].__set__
        value = name
        if field.default_factory is not dataclasses.MISSING:
            scope[f"make_{name}"] = field.default_factory
            parameters.append(f"{name}=missing")
            value = f"make_{name}() if {name} is missing else {name}"
        elif field.default is not dataclasses.MISSING:
            scope[f"default_{name}"] = field.default
            parameters.append(f"{name}=default_{name}")
        else:
            parameters.append(name)
        lines.append(f" set_{name}(self, {value})")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines), scope)
    init = scope["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    return init


def _refuse(self: object, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")
