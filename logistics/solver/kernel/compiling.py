"""How the kernel is compiled.

Compiled functions hold no references: counting them is atomic and lets threads wait for each other on the arrays
they share. Without, a search is twice as fast, and four times with its small parts `inlined`. The compiler refuses a
function that would need memory of its own.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_njit: Any = njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """An ordinary function of the kernel."""
    return cast(Function, _njit(nogil=True, _nrt=False)(function))


def inlined(function: Function) -> Function:
    """One that becomes part of its callers: every other call passes the fields of all arrays, some 140 numbers."""
    return cast(Function, _njit(nogil=True, _nrt=False, forceinline=True)(function))


def door(function: Function) -> Function:
    """What is called from outside: the only function whose compiled form is kept."""
    return cast(Function, _njit(nogil=True, _nrt=False, cache=True)(function))
