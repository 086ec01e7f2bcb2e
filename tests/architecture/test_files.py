"""Files stay readable at one sitting."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = [
    *((path, 60) for path in sorted((ROOT / "pages").glob("*.py"))),
    *((path, 250) for path in sorted((ROOT / "pages/_shared").rglob("*.py"))),
    *((path, 250) for path in sorted((ROOT / "conv3dt_core").rglob("*.py"))),
]


@pytest.mark.parametrize(("path", "limit"), LIMITS, ids=lambda value: getattr(value, "name", str(value)))
def test_a_module_is_short(path: Path, limit: int) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= limit, f"{path.relative_to(ROOT)} has {lines} lines; {limit} is the limit: split it"


def test_modules_were_found() -> None:
    assert {limit for _, limit in LIMITS} == {60, 250}
