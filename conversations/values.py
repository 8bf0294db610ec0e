"""Values that are made anew for every update."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def value(cls: type[T], /) -> type[T]: ...
@overload
def value(*, slots: bool = True, order: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T] | None = None, /, *, slots: bool = True, order: bool = False) -> Any:
    """A dataclass that is frozen for the type checker alone, which lets nothing change it.

    At run time a frozen one sets each field in a roundabout way: a turn, which makes hundreds of values, took
    a fifth longer. What is made once and shared, such as rules, is better frozen.
    """
    make = dataclass(slots=slots, order=order, unsafe_hash=True)
    return make if cls is None else make(cls)
