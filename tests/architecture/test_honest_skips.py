"""tests/conftest.py itself: what is missing is skipped here and fails in CI; the counts of all workers are added."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
TESTS = """
import pytest

def test_framework(import_oracle): import_oracle("no_such_framework")
def test_browser(chromium): pass
@pytest.mark.parametrize("case", range(4))
def test_count(oracle_counts, case): oracle_counts["paddle"] += 10
"""


def run(folder: Path, *options: str, **variables: str) -> str:
    shutil.copy(CONFTEST, folder)
    (folder / "test_probe.py").write_text(TESTS)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser: x")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "CONV3DT", "PYTEST"))}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rsf", *options]
    env = inherited | {"CONV3DT_CHROMIUM": "no-such-browser", **variables}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return f"{done.stdout}exit status {done.returncode}\n"


def test_missing_tools_skip_with_the_reason(tmp_path: Path) -> None:
    said = run(tmp_path)
    assert "4 passed, 2 skipped" in said
    assert "no_such_framework is not installed" in said
    assert "no browser: no-such-browser" in said


@pytest.mark.parametrize(
    ("variable", "counted"),
    [
        ("CI", "1 failed, 4 passed, 1 error"),
        ("CONV3DT_REQUIRE_ORACLES", "1 failed, 4 passed, 1 skipped"),
        ("CONV3DT_REQUIRE_BROWSER", "4 passed, 1 skipped, 1 error"),
    ],
)
def test_missing_tools_fail_where_they_are_required(tmp_path: Path, variable: str, counted: str) -> None:
    assert counted in run(tmp_path, **{variable: "1"})


@pytest.mark.parametrize("workers", ["0", "2"])
def test_oracle_counts_are_printed_at_the_end(tmp_path: Path, workers: str) -> None:
    assert "cases compared with an oracle: paddle 40" in run(tmp_path, "-n", workers)


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(("named", "missed"), [("paddle", []), ("paddle torch jax", ["torch", "jax"])])
def test_a_named_oracle_that_was_compared_with_nothing_fails_the_run(
    tmp_path: Path, workers: str, named: str, missed: list[str]
) -> None:
    said = run(tmp_path, "-n", workers, CONV3DT_ORACLES=named)
    assert [line.split()[5].strip(",") for line in said.splitlines() if line.startswith("no case was")] == missed
    assert said.endswith(f"exit status {int(bool(missed))}\n")
