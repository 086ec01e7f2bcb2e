"""Plotly.js out of the installed plotly package, under one URL that names its version.

Load it by a script tag whose address is `new URL(URL, document.baseURI)`, with `URL` handed over from Python: it is
relative, so that it also holds under a server's base path. The same version has the same URL and is cached for a year.
"""

import gzip
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

URL = f"plotly/plotly-{version('plotly')}.min.js"
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


def route() -> Route:
    """Return the route that answers `URL`."""
    return Route(f"/{URL}", _serve, methods=["GET"])


def _serve(request: Request) -> Response:
    # Streamlit's own compression would do its work anew for every visitor; it leaves encoded answers alone.
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    body = compressed() if zipped else _script()
    headers = _FOREVER | ({"Content-Encoding": "gzip"} if zipped else {})
    return Response(body, media_type="text/javascript", headers=headers)


def _script() -> bytes:
    return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()


@cache
def compressed() -> bytes:
    """Return the script as it goes out, compressed once for all visitors."""
    return gzip.compress(_script(), compresslevel=6)
