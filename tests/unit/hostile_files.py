"""Files that no honest program writes, in hundreds: each kind by hand, and sound files with random damage (seeded)."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np

RANDOM = 20_26
SHAPE = (2, 3, 4)


def npy(array: Any = None, **options: Any) -> bytes:
    """Return an .npy as NumPy writes it."""
    file = io.BytesIO()
    np.save(file, np.arange(24, dtype=np.float32).reshape(SHAPE) if array is None else array, **options)
    return file.getvalue()


def with_header(text: str, data: bytes = bytes(96), version: tuple[int, int] = (1, 0)) -> bytes:
    """Return an .npy with this header."""
    header = text.encode("latin-1")
    length = struct.pack("<H" if version == (1, 0) else "<I", len(header))
    return b"\x93NUMPY" + bytes(version) + length + header + data


def header(shape: str = "(2, 3, 4)", descr: str = "'<f4'", order: str = "False") -> str:
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n"


def npz(packed: bool = False, **arrays: Any) -> bytes:
    """Return an .npz as NumPy writes it."""
    file = io.BytesIO()
    (np.savez_compressed if packed else np.savez)(file, **(arrays or {"x": np.ones(SHAPE, np.float32)}))
    return file.getvalue()


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def nifti(
    dims: tuple[int, ...] = (3, 2, 3, 4, 1, 1, 1, 1), code: int = 16, offset: float = 352, *, order: str = "<",
    magic: bytes = b"n+1\0", slope: float = 0, inter: float = 0, data: bytes | None = None, between: bytes = bytes(4),
) -> bytes:  # fmt: skip
    """Return a NIfTI-1 file, by the offsets of nifti1.h."""
    field = bytearray(348)
    struct.pack_into(f"{order}i", field, 0, 348)
    struct.pack_into(f"{order}8h", field, 40, *dims)
    struct.pack_into(f"{order}2h", field, 70, code, 32)
    struct.pack_into(f"{order}8f", field, 76, *[1.0] * 8)
    struct.pack_into(f"{order}3f", field, 108, offset, slope, inter)
    field[344:348] = magic
    values = np.arange(24, dtype=f"{order}f4").tobytes() if data is None else data
    return bytes(field) + between + values


def nifti2(dims: tuple[int, ...] = (3, 2, 3, 4, 1, 1, 1, 1), offset: int = 544) -> bytes:
    """Return a NIfTI-2 file, by the offsets of nifti2.h."""
    field = bytearray(540)
    struct.pack_into("<i", field, 0, 540)
    field[4:12] = b"n+2\0\r\n\x1a\n"
    struct.pack_into("<2h", field, 12, 16, 32)
    struct.pack_into("<8q", field, 16, *dims)
    struct.pack_into("<8d", field, 104, *[1.0] * 8)
    struct.pack_into("<q2d", field, 168, offset, 0, 0)
    return bytes(field) + bytes(4) + np.arange(24, dtype="<f4").tobytes()


def bomb(inflated: int) -> bytes:
    """Return zeros, packed."""
    return gzip.compress(bytes(inflated), 9)


class Pickled:
    """Runs, if anybody unpickles it."""

    ran = False

    def __reduce__(self) -> tuple[Any, ...]:
        return (setattr, (Pickled, "ran", True))


def headers() -> Iterator[tuple[str, bytes]]:
    shapes = (
        "(-2, 3, 4)", "(2, -3, -4)", "(0, 3, 4)", "()", "(24,)", "(24)", "(2, 12)", "(1, 1, 1, 2, 3, 4)",
        "(99999999999999999999, 1, 1)", "(9223372036854775807, 2, 2)", "(4294967296, 4294967296, 4294967296)",
        "(65536, 65536, 1)", "(256, 256, 257)", "(2, 3, 5)", "(2, 3, 3)", "(2.0, 3, 4)", "(True, 3, 4)", "[2, 3, 4]",
        "(2, 3, 4", "2, 3, 4)", "(0x2, 3, 4)", "(2, 3, 4)*9**9", "(10**10, 3, 4)", "(" * 3000, "-" * 9000 + "1",
        "(" + "1," * 4000 + ")", "__import__('os').system('true')", "(lambda: 0)()",
        "(２, 3, 4)".encode().decode("latin-1"), "((2, 3), 4)", "(2L, 3L, 4L)", "(1_0, 3, 4)", "(1e3, 3, 4)", "None",
        "'2, 3, 4'", "(2, 3, 4,)", "(,2, 3, 4)",
    )  # fmt: skip
    yield from ((f"shape {text[:40]}", with_header(header(text))) for text in shapes)
    texts = (
        "", "{}", "{", "}", "None", "{'descr': '<f4'}", header() + header(), header()[:-4], header() * 400, " " * 9000,
        "{'descr': '<f4', 'descr': '<f4', 'descr': '<f4'}",
        "{'shape': (2, 3, 4), 'fortran_order': False, 'descr': '<f4'}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3, 4)}",
        "{'descr': (2, 3, 4), 'fortran_order': False, 'shape': '<f4'}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 4), 'more': 1}",
        header(order="True"), header(order="false"),
        "{" * 5000, "[" * 9000, "#" * 9999, "\\x00" * 100, "\0" * 200, "é" * 100, "{'descr':" * 1000,
    )  # fmt: skip
    yield from ((f"header {text[:30]!r}", with_header(text)) for text in texts)
    for version in ((1, 0), (2, 0), (3, 0), (4, 0), (0, 0), (255, 255)):
        yield f"version {version}", with_header(header(), version=version)
    yield "header of 4 GiB", b"\x93NUMPY\x02\x00\xff\xff\xff\xff" + b"x" * 100
    yield "header of 64 KiB", b"\x93NUMPY\x01\x00\xff\xff" + b" " * 70_000
    yield from ((f"{length} bytes", npy()[:length]) for length in range(0, 12))


def dtypes() -> Iterator[tuple[str, bytes]]:
    kinds = (
        "'|O'", "'O'", "'<c8'", "'<c16'", "'|S4'", "'<U4'", "'|V4'", "'<M8[ns]'", "'<m8'", "'<f16'", "'<f3'", "'<f99'",
        "'<f'", "'f4'", "'>f4'", "'=f4'", "'|b1'", "'<i4'", "'<u4'", "'<q4'", "'float32'", "'4f4'", "'<f4,<i4'", "''",
        "[('a', '<f4')]", "[('a', '<f4', (2, 3))]", "[" * 200, "('<f4', (2,))", "{'names': ['a']}", "<f4",
        "b'<f4'", "'?1'",
    )  # fmt: skip
    yield from ((f"dtype {kind[:30]}", with_header(header(descr=kind))) for kind in kinds)
    yield "pickle", npy(np.array([[[Pickled()]]], object), allow_pickle=True)
    yield "pickle behind floats", with_header(header(), npy(np.array([[[Pickled()]]], object), allow_pickle=True)[80:])
    for dtype in ("?", "i1", "u2", ">i4", "<i8", ">u8", "f2", ">f8", "c8", "M8[s]", "S3"):
        yield f"sound {dtype}", npy(np.zeros(SHAPE, dtype))
    yield "Fortran order", npy(np.asfortranarray(np.arange(24.0).reshape(SHAPE)))
    yield "no voxels", npy(np.zeros((0, 3, 4), np.float32))
    yield "NaN and infinity", npy(np.full(SHAPE, [np.nan, np.inf, -np.inf, 1], np.float32))


def archives() -> Iterator[tuple[str, bytes]]:
    yield "no entries", zipped({})
    yield "no arrays", zipped({"a.txt": b"x", "b.npy.txt": npy()})
    yield "10,000 entries", zipped({f"{n}.npy": b"" for n in range(10_000)}, zipfile.ZIP_STORED)
    yield "65 entries", zipped({f"{n}.npy": npy() for n in range(65)})
    for name in ("../../etc/passwd.npy", "/tmp/x.npy", "C:\\x.npy", "a/" * 400 + "x.npy", "\u202egnp.npy", ".npy"):
        yield f"name {name[:20]!r}", zipped({name: npy()})
    yield "pickle within", npz(x=np.array([[[Pickled()]]], object))
    yield "an .npz within", zipped({"x.npy": npz()})
    yield "bomb", zipped({"x.npy": with_header(header("(256, 256, 255)"), bytes(256 * 256 * 255 * 4))})
    yield "larger bomb", zipped({"x.npy": bytes(200 * 2**20)})
    yield "method BZIP2", zipped({"x.npy": npy()}, zipfile.ZIP_BZIP2)
    yield "method LZMA", zipped({"x.npy": npy()}, zipfile.ZIP_LZMA)
    sound = npz()
    for name, offset, value in (
        ("encrypted", 6, 1), ("packed size", 18, 0xFFFFFFF0), ("size", 22, 0x7FFFFFFF), ("checksum", 14, 1),
        ("name length", 26, 0xFFFF), ("method", 8, 99),
    ):  # fmt: skip
        for start in (0, sound.rindex(b"PK\1\2") + 2):  # in the entry itself, and in the directory
            width = "<H" if name in ("encrypted", "name length", "method") else "<I"
            changed = bytearray(sound)
            struct.pack_into(width, changed, start + offset, value)
            yield f"{name} at {start}", bytes(changed)
    end = sound.rindex(b"PK\5\6")
    for at in range(4, 22, 2):
        changed = bytearray(sound)
        changed[end + at : end + at + 2] = b"\xff\xff"
        yield f"end of directory, {at}", bytes(changed)
    yield "directory twice", sound + sound[sound.rindex(b"PK\1\2") :]
    yield "behind a script", b"PK\3\4" + b"#!/bin/sh\n" + sound


def niftis() -> Iterator[tuple[str, bytes]]:
    ranks = ((0, 2, 3, 4, 1, 1, 1, 1), (8, 2, 3, 4, 1, 1, 1, 1), (-3, 2, 3, 4, 1, 1, 1, 1), (32767, *[32767] * 7))
    sizes = ((3, -2, 3, 4), (3, 0, 3, 4), (3, 32767, 32767, 32767), (3, 2, 3, 5), (2, 6, 4, 1), (1, 24, 1, 1),
             (4, 2, 3, 2, 2), (5, 2, 3, 2, 1, 2), (5, 2, 3, 1, 2, 2), (7, 2, 3, 4, 1, 1, 1, 1),
             (7, 2, 2, 2, 1, 1, 1, 3))  # fmt: skip
    for dims in (*ranks, *((*given, *[1] * (8 - len(given))) for given in sizes)):
        yield f"dim {dims}", nifti(dims)
    for code in (*range(-1, 20), 32, 64, 128, 256, 512, 768, 1024, 1280, 1536, 1792, 2048, 2304, 32767):
        yield f"datatype {code}", nifti(code=code)
    for offset in (0, 351, 352, 356, 448, 1e9, 3e38, -352, float("nan"), float("inf"), float("-inf")):
        yield f"vox_offset {offset}", nifti(offset=offset)
    for slope in (0, 1, 2, -1e30, 3e38, float("nan"), float("inf")):
        for inter in (0, 5, float("nan"), float("-inf")):
            yield f"slope {slope}, inter {inter}", nifti(code=8, slope=slope, inter=inter)
    yield "big-endian", nifti(order=">")
    for size in (0, 1, 16, -16, 2**31 - 1, -(2**31)):
        yield f"extension of {size}", nifti(offset=384, between=b"\1\0\0\0" + struct.pack("<2i", size, 6) + bytes(24))
    yield "a header of two files", nifti(magic=b"ni1\0")
    yield "no NIfTI", nifti(magic=b"n+3\0")
    yield "NIfTI-2", nifti2()
    for dims in ((3, 2**62, 2**62, 4), (3, -(2**63), 3, 4), (2**60, 2, 3, 4), (3, 2**40, 3, 4)):
        yield f"NIfTI-2 dim {dims}", nifti2((*dims, 1, 1, 1, 1))
    for offset in (-1, 0, 2**62, 543):
        yield f"NIfTI-2 vox_offset {offset}", nifti2(offset=offset)


def gzs() -> Iterator[tuple[str, bytes]]:
    sound = gzip.compress(nifti())
    yield "sound .gz", sound
    yield "in parts", gzip.compress(nifti()[:200]) + gzip.compress(nifti()[200:]) + bytes(512)
    yield "with a tail", sound + b"tail"
    yield "bomb of 100 MiB", bomb(100 * 2**20)
    yield "bomb of 1 GiB in parts", bomb(64 * 2**20) * 16
    yield "gz of gz", gzip.compress(gzip.compress(nifti()))
    yield "gz of npy", gzip.compress(npy())
    yield "a million parts", gzip.compress(b"") * 1_000_000
    yield "parts of whole pieces", gzip.compress(random.Random(RANDOM).randbytes(2**14) * 128) * 3
    yield "claims 4 GiB", sound[:-4] + b"\xff" * 4
    yield "wrong checksum", sound[:-8] + bytes(4) + sound[-4:]
    yield "endless name", b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 100_000
    yield "endless comment", b"\x1f\x8b\x08\x10" + bytes(6) + b"a" * 100_000
    yield "raw deflate", b"\x1f\x8b" + zlib.compress(nifti())
    yield from ((f"cut at {length}", sound[:length]) for length in range(2, len(sound), max(1, len(sound) // 12)))


def damaged() -> Iterator[tuple[str, bytes]]:
    """Cut, change, double and drop bytes of sound files, by a seeded generator."""
    generator = random.Random(RANDOM)
    sound = {
        "npy": npy(), "npz": npz(x=np.ones(SHAPE), y=np.zeros(SHAPE)), "packed npz": npz(True), "nii": nifti(),
        "nii2": nifti2(), "gz": gzip.compress(nifti()),
    }  # fmt: skip
    for name, content in sound.items():
        for number in range(60):
            changed = bytearray(content)
            for _ in range(generator.choice((1, 1, 2, 8))):
                at = generator.randrange(len(changed))
                kind = generator.randrange(4)
                if kind == 0:
                    changed[at] = generator.randrange(256)
                elif kind == 1:
                    changed[at] ^= 1 << generator.randrange(8)
                elif kind == 2:
                    changed[at:at] = changed[at : at + 8]
                else:
                    del changed[at : at + generator.randrange(1, 9)]
            yield f"{name} {number}", bytes(changed[: generator.choice((len(changed), at + 1))])


#: Each yields names and contents; sound files are among them.
KINDS = (headers, dtypes, archives, niftis, gzs, damaged)
