"""What a reader does with the 3-D scene, and how to wait for it."""

import json

from playwright.sync_api import Page, expect

CAMERA = """() => { const scene = document.querySelector('.c3-gd')._fullLayout.scene._scene;
    return JSON.stringify([scene.getCamera(), scene.glplot.getAspectratio()]); }"""
# Where a cube's middle appears in the window.
PLACE = """([name, voxel]) => { const view = document.querySelector('.c3-scene').__view;
    const mark = view.marks[name].find(m => String(m.voxel) === voxel), box = view.gd.getBoundingClientRect();
    const [x, y] = view.project(mark.middle); return [box.left + x, box.top + y]; }"""


def painted(page: Page, old: str | None = None) -> str:
    """Wait until the newest picture is on the screen and is another than `old`; return its revision."""
    page.wait_for_function(
        """old => { const view = document.querySelector('.c3-scene')?.__view, rev = view?.host.dataset.rev;
        return rev && rev !== old && rev === view.data.rev; }""",
        arg=old,
    )
    return str(page.evaluate("document.querySelector('.c3-scene').dataset.rev"))


def hover(page: Page, name: str, voxel: str, words: str) -> None:
    """Point at a cube until the scene says so."""
    x, y = page.evaluate(PLACE, [name, voxel])
    page.mouse.move(x - 2, y - 2)
    page.mouse.move(x, y, steps=3)
    expect(page.locator(".c3-line")).to_contain_text(words)


def click(page: Page, name: str, voxel: str, words: str) -> None:
    hover(page, name, voxel, words)
    page.mouse.down()
    page.mouse.up()


def turn(page: Page) -> str:
    """Turn and zoom the scene as a reader does; return the camera."""
    box = page.locator(".c3-stage").bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 48, box["y"] + box["height"] - 26, steps=4)
    page.mouse.up()
    page.mouse.wheel(0, 100)
    page.wait_for_timeout(1500)  # Plotly lets it glide
    return str(page.evaluate(CAMERA))


def eye(camera: str) -> list[float]:
    """Return the nine numbers of a camera and the zoom; a new scene rounds the last bit anew."""
    place, zoom = json.loads(camera)
    return [*(place[name][axis] for name in ("eye", "center", "up") for axis in "xyz"), zoom["x"]]
