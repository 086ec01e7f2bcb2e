"""The scripts beside the downloads, executed with these files in their own frameworks: they compare y themselves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from conv3dt_core import LayerParams, plan
from conv3dt_core.frameworks import Example, emit
from conv3dt_core.frameworks.loading import loading
from conv3dt_core.numbers import Comparison, Job, bias_of, weight_of, x_of

pytestmark = pytest.mark.oracle
LAYERS: dict[str, dict[str, Any]] = {
    "plain": {},
    "front and back": {"stride": 2, "padding": [1, 0, 1, 1, 0, 1], "groups": 2},
    "channels last": {"stride": 2, "data_format": "NDHWC"},
    "output_padding beyond the stride": {"dilation": 3, "output_padding": 1},
}


def script(folder: Path, name: str, dialect: Any, dtype: str, bias: bool, *, wrong: bool = False) -> str:
    """Write the files of a layer, and return the script that loads them."""
    params = LayerParams.of(4, 6, 3, **LAYERS[name])
    job = Job(params, plan(params, 5), 2, bias, "relu", dtype)
    x = x_of("random", 2, 4, (5, 5, 5)).astype(dtype)
    x = np.ascontiguousarray(np.moveaxis(x, 1, -1)) if params.data_format == "NDHWC" else x
    weight, b = weight_of(params, "xavier", 0, dtype), bias_of(params, 0, dtype) if bias else None
    compared = Comparison(job, x, weight, b)
    list(compared)
    np.save(folder / "x.npy", x)
    np.save(folder / "y.npy", compared.y + wrong)
    np.savez(folder / "weights.npz", weight=weight, **({} if b is None else {"bias": b}))
    return loading(emit(dialect, Example(params, job.geometry, 2, bias, "relu")), dtype)


def executed(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("dialect", ["paddle", "pytorch"])
def test_the_script_computes_the_y_of_the_files(
    name: str, dialect: str, tmp_path: Path, import_oracle: Callable[[str], ModuleType]
) -> None:
    import_oracle({"paddle": "paddle", "pytorch": "torch"}[dialect])
    for dtype, bias in (("float32", True), ("float64", False)):
        code = script(tmp_path, name, dialect, dtype, bias)
        assert "randn" not in code
        done = executed(tmp_path, code)
        assert done.returncode == 0, code + done.stderr


def test_the_script_sees_another_y(tmp_path: Path, import_oracle: Callable[[str], ModuleType]) -> None:
    import_oracle("torch")
    done = executed(tmp_path, script(tmp_path, "plain", "pytorch", "float32", True, wrong=True))
    assert "Not equal to tolerance" in done.stderr
