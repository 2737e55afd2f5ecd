"""Frozen dataclasses that cost next to nothing to define.

The standard library writes and compiles six methods for each class, and makes each class with slots twice over from
the start; for the records alone that was a tenth of each start. Here the methods that guard and compare are
inherited, and what must be compiled, `__init__`, waits for the first instance, as the fields wait for whoever asks for
them. What can be seen of a class is the same: fields, `replace`, equality, hash, order of parameters,
`FrozenInstanceError`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool):
        """`dataclasses.dataclass(frozen=True, slots=True)`; every other way is the standard library's. Every
        annotation is a field, and `dataclasses.field` is for `default_factory` alone."""
        if not (frozen and slots):
            raise TypeError("use dataclasses.dataclass")
        return _defined


class _Later:
    """An attribute of a class that is worked out when it is first asked for, and then takes this one's place."""

    def __init__(self, name: str, work_out: Callable[[], Any]) -> None:
        self._name, self._work_out = name, work_out
        self.owner: type | None = None

    def __get__(self, record: object | None, _asked: type) -> Any:
        setattr(self.owner, self._name, self._work_out())
        return getattr(self.owner if record is None else record, self._name)


class _Record:
    """What all of the classes share. `_values` of each gives a record's values in the order of its fields."""

    __slots__ = ()
    _values: Callable[[object], tuple[Any, ...]]

    def __eq__(self, other: object) -> Any:
        kind = self.__class__
        return kind._values(self) == kind._values(other) if other.__class__ is kind else NotImplemented

    def __hash__(self) -> int:
        return hash(self.__class__._values(self))

    def __repr__(self) -> str:
        kind: Any = self.__class__
        pairs = (f"{name}={value!r}" for name, value in zip(kind.__slots__, kind._values(self), strict=True))
        return f"{kind.__qualname__}({', '.join(pairs)})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return self.__class__, self.__class__._values(self)

    def __setattr__(self, name: str, _value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")


def _defined(plain: type) -> type:
    names = tuple(vars(plain).get("__annotations__", ()))
    defaults = {name: vars(plain)[name] for name in names if name in vars(plain)}
    later = (
        _Later("__init__", lambda: _init(made, names, defaults)),
        _Later("__dataclass_fields__", lambda: _fields(plain)),
    )
    own = {name: value for name, value in vars(plain).items() if name not in (*names, "__dict__", "__weakref__")}
    made: type = type(plain)(
        plain.__name__,
        (_Record,),
        {
            **own,
            "__slots__": names,
            "__match_args__": names,
            "__init__": later[0],
            "__dataclass_fields__": later[1],
            "_values": attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),),
        },
    )
    for each in later:
        each.owner = made
    return made


def _fields(plain: type) -> dict[str, dataclasses.Field[Any]]:
    """The fields as the standard library finds them."""
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False)(plain)
    return {field.name: field for field in dataclasses.fields(made)}


def _init(made: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """The one method that is compiled: fills the slots past `__setattr__`, which refuses. What it needs beside its
    parameters begins with two underscores, as the name of no field can."""
    scope: dict[str, Any] = {"__missing": dataclasses.MISSING}
    parameters, lines = [], []
    for name in names:
        scope[f"__set_{name}"] = vars(made)[name].__set__
        value = name
        if name not in defaults:
            parameters.append(name)
        elif isinstance(defaults[name], dataclasses.Field):
            scope[f"__make_{name}"] = defaults[name].default_factory
            parameters.append(f"{name}=__missing")
            value = f"__make_{name}() if {name} is __missing else {name}"
        else:
            scope[f"__default_{name}"] = defaults[name]
            parameters.append(f"{name}=__default_{name}")
        lines.append(f" __set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines), scope)
    init = scope["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {**made.__annotations__, "return": None}
    return init
