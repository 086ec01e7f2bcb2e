"""A page opened by its link, without a browser."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

ROUTER = Path(__file__).parents[2] / "pages/_shared/router.py"


def visit(page: str, **parameters: Any) -> AppTest:
    """Open a page, by the name of its file, with these parameters in the link."""
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = str(value)
    app.run()
    app.switch_page(str(ROUTER.parents[1] / page))
    return run(app)


def run(changed: Any) -> AppTest:
    """Run what was changed; a traceback on the page fails."""
    app: AppTest = changed.run()
    assert not app.exception
    return app
