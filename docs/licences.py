"""The licences of what the app needs to run: `python docs/licences.py` writes docs/licences.md.

Read from the metadata of the installed packages, from the dependencies in pyproject.toml on. Extras (torch, onnx)
bring more, and are the choice of who installs them.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = Path(__file__).with_suffix(".md")
_PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_CLASSIFIER = "License :: OSI Approved :: "
_HEAD = """\
# Licences of what conv3dt runs on

Written by `python docs/licences.py`. conv3dt itself is Apache-2.0. With their packages come Plotly.js (MIT), and, in
Streamlit, its browser part (Apache-2.0) and the Source fonts (OFL-1.1). The extras `torch` and `onnx` bring packages of
their own.

| package | licence | from |
| --- | --- | --- |
"""


def run_time() -> dict[str, Distribution]:
    """Return the installed packages that conv3dt needs, directly or not."""
    found: dict[str, Distribution] = {}
    waiting = list(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["dependencies"])
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found[name] = distribution(name)
            waiting += found[name].requires or ()
    return dict(sorted(found.items()))


def licence(package: Distribution) -> str:
    """Return the licence as the package names it."""
    said = package.metadata
    named = said["License-Expression"] or (said["License"] or "").strip()
    if named and len(named) < 60:
        return named
    classified = [line.removeprefix(_CLASSIFIER) for line in said.get_all("Classifier", []) if _CLASSIFIER in line]
    return ", ".join(classified) or "see its metadata"


def source(package: Distribution) -> str:
    """Return where the package comes from."""
    links = dict(line.split(", ", 1) for line in package.metadata.get_all("Project-URL", []))
    named = {name.lower(): link for name, link in links.items()}
    found = (named.get(name) for name in ("source", "source code", "repository", "github", "homepage", "home"))
    return next(filter(None, found), package.metadata["Home-page"] or f"https://pypi.org/project/{package.name}")


def text() -> str:
    """Return the page."""
    return _HEAD + "".join(f"| {name} | {licence(one)} | <{source(one)}> |\n" for name, one in run_time().items())


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
