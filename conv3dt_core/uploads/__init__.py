"""Arrays out of files that strangers made: .npy, .npz, .nii and .nii.gz, read with limits and without trust.

What a file is, its content says, not its name. Its header is parsed here, without evaluating anything, and what it
declares is checked against the limits and against the bytes that are there before any of it is allocated. Nothing is
ever unpickled, extracted or opened by a name that stands in a file.
"""

from __future__ import annotations

from . import gz, nifti, npy, npz
from .limits import MAX_FILE_BYTES, Upload, UploadError, within

__all__ = ["Upload", "UploadError", "members", "read"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def members(content: bytes) -> tuple[str, ...]:
    """Return the names of the arrays among which a reader has to choose; none where the file is one array.

    Raises
    ------
    UploadError
    """
    _check_size(content)
    return npz.members(content) if content.startswith(_ZIP) else ()


def read(content: bytes, member: str | None = None) -> Upload:
    """Return the array of a file.

    Parameters
    ----------
    content : bytes
        The whole file.
    member : str, optional
        Of an .npz: which of its `members`; by default the first.

    Returns
    -------
    Upload
        Values are float64 where the file's are, else float32.

    Raises
    ------
    UploadError
        Whatever is wrong with the file; nothing else is raised, whatever is in it.
    """
    _check_size(content)
    if content.startswith(npy.MAGIC):
        return npy.read(content)
    if content.startswith(_ZIP):
        return npz.read(content, member)
    if content.startswith(gz.MAGIC):
        content = gz.inflated(content)
    if nifti.is_nifti(content):
        return nifti.read(content)
    raise UploadError("unknown")


def _check_size(content: bytes) -> None:
    if not content:
        raise UploadError("nothing")
    within("file", len(content), MAX_FILE_BYTES)
