"""NumPy's .npz: a zip of .npy files. It is read in memory; the names in it are names and never paths."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from . import npy
from .limits import MAX_ARRAY_BYTES, MAX_HEADER, MAX_MEMBERS, Upload, UploadError, check_ratio, within

#: What every entry of a zip's directory begins with.
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_PIECE = 2**20


def members(content: bytes) -> tuple[str, ...]:
    """Return the names of the arrays."""
    with _opened(content) as archive:
        return tuple(_arrays(archive))


def read(content: bytes, member: str | None) -> Upload:
    """Return one of the arrays, by default the first."""
    with _opened(content) as archive:
        arrays = _arrays(archive)
        name = next(iter(arrays)) if member is None else member
        if name not in arrays:
            raise UploadError("no_such_member", name=name[:80])
        unpacked = _unpacked(archive, arrays[name])
    return npy.read(unpacked)


@contextmanager
def _opened(content: bytes) -> Iterator[ZipFile]:
    """Open the zip, once it is known that its directory is short: Python reads all of it at once."""
    within("members", content.count(_ENTRY), MAX_MEMBERS)
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield archive
    except UploadError:
        raise
    except Exception:  # a dozen kinds, by where it is broken
        raise UploadError("damaged", format=".npz") from None


def _arrays(archive: ZipFile) -> dict[str, ZipInfo]:
    found = {info.filename.removesuffix(".npy"): info for info in archive.infolist() if info.filename.endswith(".npy")}
    if not found:
        raise UploadError("no_arrays")
    return found


def _unpacked(archive: ZipFile, info: ZipInfo) -> bytes:
    if info.flag_bits & _ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UploadError("packing")
    limit = MAX_ARRAY_BYTES + MAX_HEADER
    within("array", info.file_size, limit)
    check_ratio(info.compress_size, info.file_size)
    pieces = bytearray()
    with archive.open(info) as file:  # to the end, where its checksum is compared
        while piece := file.read(_PIECE):
            pieces += piece
            within("array", len(pieces), limit)
    return bytes(pieces)
