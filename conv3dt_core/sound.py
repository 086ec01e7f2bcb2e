"""Calls found sound, with what computes them: another call of the same form is not examined again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from .tensors import write_obstacle

#: Computes a call from x, weight, bias and out, the last two of which may be None.
Compute = Callable[[Any, Any, Any, Any], Any]

#: By all that the rules look at.
SOUND: dict[Any, Compute] = {}
_MOST = 4096
_ARE_SINGLE = frozenset({int, str, type(None)}).issuperset
_ARE_PLAIN = frozenset({int, str, type(None), tuple, list}).issuperset


def kept(signature: Any, compute: Compute) -> Compute:
    """Return what computes the calls with this signature, and keep it, if it is a signature and there is room."""
    if signature is not None and len(SOUND) < _MOST:
        SOUND[signature] = compute
    return compute


def signature_of(x: Any, weight: Any, bias: Any, out: Any, arguments: tuple[Any, ...]) -> Any:
    """Return what the rules look at in a call, to be compared; None where there is more to see, as in a derived type.

    Parameters
    ----------
    x, weight, bias, out : array or None
    arguments : tuple
        All else that sets the call apart.
    """
    # 1, True and 1.0 are equal, and only one of them is a stride: where there may be others within, their texts differ.
    told: Any = arguments
    if not _ARE_SINGLE(map(type, arguments)):
        if not _ARE_PLAIN(map(type, arguments)):
            return None
        told = repr(arguments)
    forms = (
        _form(x), _form(weight), None if bias is None else _form(bias),
        None if out is None else (form := _form(out)) and (*form, write_obstacle(out)), told,
    )  # fmt: skip
    return None if False in forms else forms


def _form(array: Any) -> Any:
    """Return what the rules look at in an array; False if it is none, or one of a derived type."""
    kind = type(array)
    if kind is np.ndarray:
        return array.shape, array.dtype
    torch = sys.modules.get("torch")
    if torch is None or not (kind is torch.Tensor or kind is torch.nn.Parameter) or array.is_nested:
        return False
    return array.shape, array.dtype, array.device, array.layout, array.requires_grad
