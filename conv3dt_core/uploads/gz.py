"""A .gz, inflated in pieces up to a limit: what it says of its own size is not believed."""

from __future__ import annotations

import zlib

from .limits import MAX_ARRAY_BYTES, MAX_HEADER, MAX_PIECES, UploadError, check_ratio, within

MAGIC = b"\x1f\x8b"
_LIMIT = MAX_ARRAY_BYTES + MAX_HEADER
#: Bytes that go in at once, and that come out at once.
_IN, _OUT = 2**16, 2**20
_GZIP = 16 + zlib.MAX_WBITS


def inflated(content: bytes) -> bytes:
    """Return what is in a .gz, of one part or of several, as block-wise packers write it."""
    out, start, parts = bytearray(), 0, 0
    while content.startswith(MAGIC, start):
        parts += 1
        within("pieces", parts, MAX_PIECES)
        start = _part(content, start, out)
    if content[start:].strip(b"\0"):  # some writers fill up with zeros
        raise UploadError("longer", declared=start, there=len(content))
    return bytes(out)


def _part(content: bytes, start: int, out: bytearray) -> int:
    """Add to `out` what is in the part that begins at `start`, and return where it ends."""
    machine = zlib.decompressobj(_GZIP)
    for at in range(start, len(content), _IN):
        waiting = content[at : at + _IN]
        try:
            more = True
            while more and not machine.eof:  # past its end it would go on finding the same tail
                piece = machine.decompress(waiting, _OUT)
                waiting = machine.unconsumed_tail
                more = bool(waiting) or len(piece) == _OUT  # all may have gone in, and not all have come out
                out += piece
                within("array", len(out), _LIMIT)
                check_ratio(at + _IN, len(out))
        except zlib.error:
            raise UploadError("damaged", format=".gz") from None
        if machine.eof:
            return min(at + _IN, len(content)) - len(machine.unused_data)
    raise UploadError("truncated_gz", there=len(content))
