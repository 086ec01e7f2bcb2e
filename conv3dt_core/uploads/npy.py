"""NumPy's .npy, without NumPy's reader: that one evaluates the header as Python, and unpickles if it is let."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from .limits import MAX_AXES, MAX_HEADER, Upload, UploadError, check_length, check_shape, float_type, within

MAGIC = b"\x93NUMPY"
#: Bytes of the field that says how long the header is, by version.
_LENGTHS = {(1, 0): 2, (2, 0): 4, (3, 0): 4}
_SHAPE = rf"\((?:[0-9]{{1,19}}L?,){{0,{MAX_AXES}}}(?:[0-9]{{1,19}}L?)?\)"
_ITEM = rf"'(descr|fortran_order|shape)':('[^']{{1,12}}'|True|False|{_SHAPE})"
_HEADER = re.compile(rf"\{{{_ITEM},{_ITEM},{_ITEM},?\}}", re.ASCII)
_DTYPE = re.compile(r"([<>|=]?)([?biuf])([0-9]{0,2})", re.ASCII)
#: What the first letter of other dtypes means.
_REFUSED = {"O": "pickle", "c": "complex", "S": "text", "U": "text", "a": "text", "V": "structured", "[": "structured"}


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says, and where it ends."""

    dtype: np.dtype[Any]
    fortran_order: bool
    shape: tuple[int, ...]
    end: int


def read(content: bytes) -> Upload:
    """Return the array of an .npy.

    Notes
    -----
    Format: numpy.lib.format, versions 1.0 to 3.0. A file that holds more than one array is refused.
    """
    header = read_header(content)
    declared = check_shape(header.shape, header.dtype.itemsize)
    check_length(declared, len(content) - header.end)
    stored = np.frombuffer(content, header.dtype, offset=header.end)
    laid_out = stored.reshape(header.shape, order="F" if header.fortran_order else "C")
    with np.errstate(all="ignore"):
        values = np.array(laid_out, float_type(header.dtype), order="C")
    return Upload.of(values, header.dtype.name)


def read_header(content: bytes) -> Header:
    """Return the header of an .npy."""
    version = tuple(content[6:8])
    if not content.startswith(MAGIC) or version not in _LENGTHS:
        raise UploadError("version" if content.startswith(MAGIC) else "unknown")
    start = 8 + _LENGTHS[version]
    length = int.from_bytes(content[8:start], "little")
    within("header", length, MAX_HEADER)
    if len(content) < start + length:
        raise UploadError("truncated", declared=start + length, there=len(content))
    text = "".join(content[start : start + length].decode("latin-1").split())
    if "'descr':[" in text:
        raise UploadError("structured", dtype="")
    found = _HEADER.fullmatch(text)
    items = dict(zip(found.groups()[::2], found.groups()[1::2], strict=True)) if found else {}
    kinds = (items.get("descr", "")[:1], items.get("fortran_order", "")[:1] in ("T", "F"), items.get("shape", "")[:1])
    if kinds != ("'", True, "("):
        raise UploadError("header")
    shape = tuple(int(n) for n in re.findall("[0-9]+", items["shape"]))
    return Header(_dtype(items["descr"][1:-1]), items["fortran_order"] == "True", shape, start + length)


def _dtype(text: str) -> np.dtype[Any]:
    found = _DTYPE.fullmatch(text)
    try:
        dtype = np.dtype(text) if found else None
    except TypeError:
        dtype = None
    if dtype is None or dtype.itemsize > 8:
        raise UploadError(_REFUSED.get(text.lstrip("<>|=")[:1], "dtype"), dtype=text)
    return dtype
