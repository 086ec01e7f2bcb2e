"""What Streamlit does not check about registered pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
ROUTER = ROOT / "pages/_shared/router.py"


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the pages that the router gives to st.navigation."""
    pages: list[Any] = []
    navigation = st.navigation

    def record(given: Any, **options: Any) -> Any:
        groups = given.values() if isinstance(given, dict) else [given]
        pages.extend(page for group in groups for page in group)
        return navigation(given, **options)

    monkeypatch.setattr(st, "navigation", record)
    run = AppTest.from_file(str(ROUTER), default_timeout=60).run()
    assert not run.exception
    return pages


def test_no_url_path_is_a_file_stem(registered: list[Any]) -> None:
    # AppTest and Streamlit's old page discovery would run that file alone, without the router.
    assert len(registered) >= 2
    stems = {path.stem for path in (ROOT / "pages").glob("*.py")}
    # The default page answers "" whatever name it was given; that name is taken all the same.
    assert {page._url_path for page in registered} & stems == set()


def test_every_page_file_is_registered(registered: list[Any]) -> None:
    files = {path.name for path in (ROOT / "pages").glob("*.py")} - {"__init__.py"}
    assert files == {Path(page._page).name for page in registered}
