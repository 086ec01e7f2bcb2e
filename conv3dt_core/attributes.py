"""What weight_attr and bias_attr ask for, in all their forms."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .diagnostics import Code, Diagnostic
from .initializers import KNOWN, Assign, Constant, Initializer, XavierUniform
from .params import LayerParams
from .spellings import shown
from .tensors import NUMPY_DTYPES, bias_faults, dtype_name, tensor_faults, to_array, type_name, weight_faults

Array = NDArray[Any]
Filling = Initializer | Array | None


def filling_of(name: str, attr: Any, faults: list[Diagnostic]) -> Filling:
    """Return what an attribute asks for: an initializer, an array, or None for no bias.

    Parameters
    ----------
    name : {"weight", "bias"}
    attr : None, True, str, initializer, array, object with ``.initializer``; False for the bias
        None, True and a parameter's name (which Paddle takes) mean the default.
    faults : list of Diagnostic
        Receives ``initializer-unknown`` or what is wrong with an array.
    """
    if isinstance(attr, Initializer):
        return attr
    if to_array(attr) is not None:
        return array_of(name, attr, faults)
    if hasattr(attr, "initializer"):
        return filling_of(name, attr.initializer, faults)
    if attr is False and name == "bias":
        return None
    if not (attr is None or attr is True or isinstance(attr, str)):
        values = (("value", f"{name}_attr = {shown(attr)}"), ("known", KNOWN))
        faults.append(Diagnostic(Code.INITIALIZER_UNKNOWN, None, values))
    return XavierUniform() if name == "weight" else Constant(0.0)


def array_of(name: str, value: Any, faults: list[Diagnostic]) -> Array | None:
    """Return a value of any library as a NumPy array of a dtype a layer can hold; else None, and why not."""
    array = to_array(value)
    if array is None:
        faults.append(Diagnostic(Code.NOT_A_TENSOR, None, (("name", name), ("type", type_name(value)))))
        return None
    wrong = tensor_faults({name: array}, NUMPY_DTYPES)
    faults += wrong
    return None if wrong else array


def array_faults(weight: Filling, bias: Filling, params: LayerParams) -> list[Diagnostic]:
    """Return what the shapes and dtypes of given numbers have against a layer."""
    faults: list[Diagnostic] = []
    if isinstance(weight, np.ndarray) and isinstance(bias, np.ndarray) and weight.dtype != bias.dtype:
        values = (("name", "bias"), ("dtype", dtype_name(bias)), ("expected", dtype_name(weight)))
        faults.append(Diagnostic(Code.DTYPE_MISMATCH, None, values))
    weight, bias = (filling.value if isinstance(filling, Assign) else filling for filling in (weight, bias))
    if isinstance(weight, np.ndarray) and params.groups >= 1:
        faults += weight_faults(weight.shape, params)
    if isinstance(bias, np.ndarray):
        faults += bias_faults(bias.shape, params.out_channels)
    return faults
