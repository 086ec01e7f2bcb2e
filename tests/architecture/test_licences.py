"""Nothing is needed to run whose licence is not listed."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from runpy import run_path

ROOT = Path(__file__).parents[2]


def is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def test_the_list_is_what_is_installed() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (.+?) \| <", (ROOT / "docs/licences.md").read_text("utf-8"), re.MULTILINE)
    needed = set(run_path(str(ROOT / "docs/licences.py"))["run_time"]())
    listed = {name for name, _ in rows}
    assert {"numpy", "plotly", "streamlit"} <= needed <= listed
    # What another Python or system needs may be listed too, but nothing that is here and not needed.
    assert not [name for name in listed - needed if is_installed(name)]
    assert not [name for name, licence in rows if "see its metadata" in licence]
