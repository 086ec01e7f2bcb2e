"""The app: `streamlit run app.py`. Also started from the wheel, where it lies in conv3dt_core/_app beside pages/."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # `pages` is a package of this folder, wherever the folder lies
scripts = import_module("pages._shared.scripts")
PARTS = ("headers", "log", "no_delay", "status", "untold")
headers, log, no_delay, status, untold = (import_module(f"pages._shared.server.{name}") for name in PARTS)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load what the first visitor would wait for, and take it out of what Python collects later."""
    logger = log.install()
    import_module("pages._shared.warm").warm_up()
    gc.freeze()
    logger.info("started on %s", log.platform())
    yield
    logger.info("stopped")


ROUTER = HERE / "pages" / "_shared" / "router.py"
ROUTES = [*(script.route() for script in scripts.ALL), *status.routes()]
MIDDLEWARE = [part.middleware() for part in (headers, status, no_delay, untold)]
app = st.App(ROUTER, lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)
