"""Files from strangers: sound ones give their numbers, all others one sentence, in bounded time and memory."""

from __future__ import annotations

import gzip
import io
import sys
import time
import tracemalloc
from typing import Any

import numpy as np
import pytest

from conv3dt_core import uploads
from conv3dt_core.uploads import Upload, UploadError, gz, limits, members, read
from tests.unit import hostile_files as files

SECONDS, MEBIBYTES = 2.0, 192


def answer(content: bytes) -> Upload | UploadError:
    """Read a file as the app does: which arrays there are, then the first. Nothing but an UploadError is allowed."""
    try:
        names = members(content)
        return read(content, names[0] if names else None)
    except UploadError as error:
        return error


def refusal(content: bytes) -> str:
    found = answer(content)
    assert isinstance(found, UploadError)
    return found.reason


@pytest.fixture(scope="module")
def nibabel() -> Any:
    return pytest.importorskip("nibabel")


@pytest.mark.parametrize("kind", files.KINDS, ids=lambda kind: kind.__name__)
def test_a_hostile_file_gives_numbers_or_one_reason(kind: Any, nibabel: Any) -> None:
    for name, content in kind():
        seconds, peak, found = measured(content)
        assert seconds < SECONDS, name
        assert peak < MEBIBYTES * 2**20, name
        assert not files.Pickled.ran, name
        if isinstance(found, Upload):
            assert found.values.dtype in (np.float32, np.float64), name
            assert 3 <= found.values.ndim <= 5, name
            assert found.values.size <= limits.MAX_VALUES, name


def measured(content: bytes) -> tuple[float, int, Upload | UploadError]:
    """Return seconds of this process, the most bytes that were allocated at once, and what came of it."""
    begun = time.process_time()
    tracemalloc.start()
    try:
        found = answer(content)
        return time.process_time() - begun, tracemalloc.get_traced_memory()[1], found
    finally:
        tracemalloc.stop()


def test_there_are_hundreds_of_them() -> None:
    contents = {content for kind in files.KINDS for _, content in kind()}
    assert len(contents) >= 500


@pytest.mark.parametrize(
    "dtype",
    ["?", "i1", "u1", "<i2", ">i2", "<u2", "<i4", ">u4", "<i8", ">u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"],
)
@pytest.mark.parametrize("order", ["C", "F"])
def test_what_numpy_saves_is_read(dtype: str, order: Any) -> None:
    wanted = np.asarray(np.random.default_rng(0).integers(0, 100, (2, 3, 4)), dtype, order=order)
    for content in (files.npy(wanted), files.npz(a=wanted), files.npz(True, a=wanted)):
        found = read(content)
        assert found.stored == np.dtype(dtype).name
        assert found.values.dtype == (np.float64 if "f8" in dtype else np.float32)
        assert np.array_equal(found.values, wanted.astype(found.values.dtype))
        assert found.values.flags.c_contiguous
        assert not found.values.flags.writeable


def test_one_of_several_arrays_is_chosen() -> None:
    content = files.npz(a=np.zeros((1, 2, 3)), b=np.ones((3, 2, 1)))
    assert members(content) == ("a", "b")
    assert read(content, "b").values.shape == (3, 2, 1)
    assert read(content).values.shape == (1, 2, 3)
    with pytest.raises(UploadError, match="no_such_member"):
        read(content, "../b")
    assert members(files.npy()) == ()


@pytest.mark.parametrize(("dtype", "slope", "inter"), [("i2", 0.5, -3), ("u1", 0, 0), ("f4", 0, 0), ("f8", 2, 1)])
@pytest.mark.parametrize("shape", [(2, 3, 4), (2, 3, 4, 5), (2, 3, 4, 1)])
def test_what_nibabel_saves_is_read(nibabel: Any, dtype: str, slope: float, inter: float, shape: Any) -> None:
    stored = np.random.default_rng(0).integers(0, 100, shape).astype(dtype)
    for kind in (nibabel.Nifti1Image, nibabel.Nifti2Image):
        image = kind(stored, np.eye(4))
        image.header.set_slope_inter(slope or None, inter if slope else None)
        image.header.extensions.append(nibabel.nifti1.Nifti1Extension("comment", b"between header and voxels"))
        for content in (image.to_bytes(), gzip.compress(image.to_bytes())):
            loaded = kind.from_bytes(image.to_bytes()).get_fdata()
            wanted = loaded if loaded.ndim == 3 else np.moveaxis(loaded, 3, 0)
            assert np.allclose(np.squeeze(read(content).values), np.squeeze(wanted), rtol=1e-6)


def test_big_endian_nifti(nibabel: Any) -> None:
    assert np.array_equal(read(files.nifti(order=">")).values, read(files.nifti()).values)
    assert read(files.nifti2()).values.tolist() == read(files.nifti()).values.tolist()


def test_without_nibabel_it_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nibabel", None)
    assert refusal(files.nifti()) == "nibabel"
    assert refusal(files.nifti((3, -2, 3, 4, 1, 1, 1, 1))) == "empty"  # what is wrong anyway is said first


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "nothing"),
        (b"\x89PNG\r\n", "unknown"),
        (bytes(limits.MAX_FILE_BYTES + 1), "file_limit"),
        (files.npy()[:-1], "truncated"),
        (files.npy() + b"x", "longer"),
        (files.npy(np.zeros((2, 3))), "axes"),
        (files.npy(np.zeros((2, 0, 3))), "empty"),
        (files.with_header(files.header("(256, 256, 257)")), "values_limit"),
        (files.with_header(files.header("(256, 256, 256)", "'<f8'")), "array_limit"),
        (files.with_header("#" * 20_000, version=(2, 0)), "header_limit"),
        (files.with_header(files.header(descr="'|O'")), "pickle"),
        (files.with_header(files.header(descr="'<c8'")), "complex"),
        (files.with_header(files.header(descr="[('a', '<f4')]")), "structured"),
        (files.with_header(files.header(descr="'<U9'")), "text"),
        (files.with_header(files.header(descr="'<f16'")), "dtype"),
        (files.with_header(files.header("(10**10, 1, 1)")), "header"),
        (files.with_header(files.header(), version=(9, 0)), "version"),
        (files.zipped({"a.txt": b""}), "no_arrays"),
        (files.zipped({f"{n}.npy": b"" for n in range(65)}), "members_limit"),
        (files.zipped({"x.npy": bytes(2**24)}), "ratio"),
        (files.bomb(2**24), "ratio"),
        (gzip.compress(files.nifti())[:-9], "truncated_gz"),
        (gzip.compress(b"") * 5000, "pieces_limit"),
        (files.nifti(magic=b"ni1\0"), "pair"),
        (files.nifti(code=32), "complex"),
        (files.nifti(code=128), "colour"),
        (files.nifti(offset=1e9), "offset"),
        (files.nifti((0, *[1] * 7)), "rank"),
        (files.nifti(data=bytes(95)), "truncated"),
        (files.zipped({"x.npy": files.npy()})[:-30], "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_reason(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


def test_not_finite_values_are_counted() -> None:
    assert read(files.npy(np.full((2, 2, 3), [np.nan, np.inf, 1.0]))).not_finite == 8


def test_a_checksum_is_checked() -> None:
    content = bytearray(files.npz(x=np.arange(24.0).reshape(2, 3, 4)))
    content[content.index(np.float64(5).tobytes())] ^= 1
    assert refusal(bytes(content)) == "damaged"


@pytest.mark.parametrize("size", [2**20 - 1, 2**20, 2**20 + 1, 2**21])
def test_parts_are_put_together_wherever_they_end(size: int) -> None:
    part = (np.random.default_rng(0).bytes(2**14) * (size // 2**14 + 1))[:size]
    assert gz.inflated(gzip.compress(part) * 3) == part * 3
    assert gz.inflated(gzip.compress(part, 0) + gzip.compress(b"") + gzip.compress(part)) == part * 2


def test_large_honest_files_are_read() -> None:
    volume = np.random.default_rng(0).integers(0, 255, (200, 200, 200)).astype(np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, volume=volume)
    for content in (files.npy(volume), file.getvalue()):
        assert np.array_equal(read(content).values, volume)


def test_the_package_is_what_the_app_uses() -> None:
    assert set(uploads.__all__) == {"Upload", "UploadError", "members", "read"}
