"""NIfTI volumes of one file (.nii). The header is checked here; nibabel, if it is installed, scales the values.

nibabel is given what was checked and no more: header and voxels in memory, without the extensions between them, and
never a name to open.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import pack, unpack_from
from typing import Any

import numpy as np

from .limits import Upload, UploadError, check_length, check_shape, float_type

#: Codes of dtypes, by the standard's table; what is none of them is no plain number.
_DTYPES = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8"}
_REFUSED = {32: "complex", 1792: "complex", 2048: "complex", 128: "colour", 2304: "colour"}


@dataclass(frozen=True, slots=True)
class _Form:
    """Where the fields of one version of the header are: their offsets, and how `struct` calls their types."""

    version: int
    size: int
    magic: int
    words: tuple[bytes, bytes]
    dim: tuple[int, str]
    datatype: int
    offset: tuple[int, str]


#: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h and nifti2.h; the words: one file, or a header of two.
_FORMS = (
    _Form(1, 348, 344, (b"n+1\0", b"ni1\0"), (40, "8h"), 70, (108, "f")),
    _Form(2, 540, 4, (b"n+2\0", b"ni2\0"), (16, "8q"), 12, (168, "q")),
)


@dataclass(frozen=True, slots=True)
class _Header:
    form: _Form
    order: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    offset: int


def is_nifti(content: bytes) -> bool:
    """Return whether a file calls itself NIfTI."""
    return _form_of(content) is not None


def read(content: bytes) -> Upload:
    """Return the volume: (x, y, z) as the file's axes lie, of a series (t, x, y, z): time or channel comes first."""
    header = _header(content)
    declared = check_shape(header.shape, header.dtype.itemsize)
    check_length(declared, min(len(content) - header.offset, declared))  # what follows the voxels is not ours
    values = _scaled(_alone(content, header, declared), header)
    if values.ndim == 4:
        values = np.ascontiguousarray(np.moveaxis(values, 3, 0))
    return Upload.of(values, header.dtype.name)


def _form_of(content: bytes) -> tuple[_Form, str] | None:
    for form in _FORMS:
        for order in "<>":
            long_enough = len(content) >= form.size and unpack_from(f"{order}i", content)[0] == form.size
            if long_enough and content[form.magic : form.magic + 4] in form.words:
                return form, order
    return None


def _header(content: bytes) -> _Header:
    found = _form_of(content)
    assert found is not None
    form, order = found
    if content[form.magic : form.magic + 4] == form.words[1]:
        raise UploadError("pair")
    rank, *sizes = unpack_from(order + form.dim[1], content, form.dim[0])
    if not 1 <= rank <= 7:
        raise UploadError("rank", count=rank)
    (code,) = unpack_from(f"{order}h", content, form.datatype)
    if code not in _DTYPES:
        raise UploadError(_REFUSED.get(code, "dtype"), dtype=f"NIfTI {code}")
    (offset,) = unpack_from(order + form.offset[1], content, form.offset[0])
    if not form.size + 4 <= offset <= len(content):  # NaN is neither
        raise UploadError("offset", size=f"{offset:g}", there=len(content))
    return _Header(form, order, _shape(sizes[:rank]), np.dtype(order + _DTYPES[code]), int(offset))


def _shape(sizes: list[int]) -> tuple[int, ...]:
    """Return the shape without axes of 1 behind the third; (x, y, z, 1, c) is (x, y, z, c)."""
    shape = tuple(sizes)
    shape = shape[:3] + shape[4:] if len(shape) > 4 and shape[3] == 1 else shape
    while len(shape) > 3 and shape[-1] == 1:
        shape = shape[:-1]
    if len(shape) > 4:
        raise UploadError("axes", shape=shape, count=len(shape))
    return shape


def _alone(content: bytes, header: _Header, length: int) -> bytes:
    """Return header and voxels, with nothing between them and nothing behind."""
    form, start = header.form, header.form.size + 4
    fields = bytearray(content[: form.size]) + bytes(4)
    at, kind = form.offset
    packed = pack(header.order + kind, start)
    fields[at : at + len(packed)] = packed
    rank = pack(header.order + form.dim[1], len(header.shape), *header.shape, *[1] * (7 - len(header.shape)))
    fields[form.dim[0] : form.dim[0] + len(rank)] = rank
    return bytes(fields) + content[header.offset : header.offset + length]


def _scaled(content: bytes, header: _Header) -> Any:
    try:
        import nibabel  # noqa: PLC0415  (optional, and half a second)
    except ModuleNotFoundError as error:
        if error.name != "nibabel":
            raise
        raise UploadError("nibabel") from None
    image = nibabel.Nifti1Image if header.form.version == 1 else nibabel.Nifti2Image
    try:
        with np.errstate(all="ignore"):
            values = image.from_bytes(content).get_fdata("unchanged", float_type(header.dtype))
            return np.array(values, float_type(header.dtype), order="C")
    except Exception:  # its own kinds, and those of the numbers in a broken header
        raise UploadError("damaged", format=".nii") from None
