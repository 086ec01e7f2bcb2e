"""What the browser loads once and keeps: Plotly.js out of the installed plotly package, and our own view of the scene.

Load a script by `new URL(script.url, document.baseURI)`: it is relative, so that it also holds under a server's base
path. The same content has the same URL and is cached for a year.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_SCENE = Path(__file__).parent / "scene"
_PARTS = ("frame", "marks", "slices", "tally", "cubes", "play", "png", "pick", "post", "keys", "touch", "view")


@dataclass(frozen=True)
class Script:
    """One script: where it is found, and how it is read."""

    url: str
    read: Callable[[], bytes]

    def compressed(self) -> bytes:
        """Return the script as it goes out, compressed once for all visitors."""
        return _compressed(self)

    def route(self) -> Route:
        """Return the route that answers `url`."""
        return Route(f"/{self.url}", self._serve, methods=["GET"])

    def _serve(self, request: Request) -> Response:
        # Streamlit's own compression would do its work anew for every visitor; it leaves encoded answers alone.
        zipped = "gzip" in request.headers.get("accept-encoding", "")
        headers = _FOREVER | ({"Content-Encoding": "gzip"} if zipped else {})
        return Response(self.compressed() if zipped else self.read(), media_type="text/javascript", headers=headers)


@cache
def _compressed(script: Script) -> bytes:
    return gzip.compress(script.read(), compresslevel=6)


def _plotly() -> bytes:
    return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()


@cache
def _scene() -> bytes:
    """Return the parts as one module, without the lines that are comments: a fifth of it, and for nobody there."""
    lines = b"\n".join((_SCENE / f"{part}.js").read_bytes() for part in _PARTS).split(b"\n")
    return b"\n".join(line for line in lines if not line.lstrip().startswith(b"//"))


PLOTLY = Script(f"plotly/plotly-{version('plotly')}.min.js", _plotly)
SCENE = Script(f"scene/view-{sha256(_scene()).hexdigest()[:16]}.js", _scene)
ALL = (PLOTLY, SCENE)
