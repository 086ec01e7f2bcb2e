"""How a page is audited: axe, and what is asked of the page itself."""

from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
READY = """() => {
  const has = selector => document.querySelector(selector), scene = has('.c3-scene');
  return has('[data-testid=stApp][data-test-script-state=notRunning]')
    && !has('[data-testid=stSkeleton], [data-stale=true]')
    && has('.st-key-output-shape [role=status], .st-key-net-facts, .st-key-onward, .st-key-lesson-list, ' +
      '.st-key-lesson-foot')
    && (!scene || scene.dataset.rev && scene.dataset.rev === scene.__view?.data.rev)
    && [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')].every(
      part => !part.shadowRoot?.querySelector('.bar > button:empty'));
}"""
RUN = """async tags => {
  const {violations} = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return violations.flatMap(({id, impact, nodes}) => nodes.map(({target, html}) =>
    [['serious', 'critical'].includes(impact), id, target.join(' '), html.slice(0, 120)]));
}"""
#: What the page says of itself; `cut`: parts of the frame whose end is out of sight.
ABOUT = """() => {
  const all = selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility());
  const label = e => e.getAttribute('aria-label');
  return {
    cut: all(':is([data-testid=stMain], [data-testid=stSidebarContent])').filter(e => e.scrollHeight > e.clientHeight)
      .length,
    headings: all('main :is(h1, h2, h3, h4)').map(h => [Number(h.tagName[1]), h.textContent]),
    labels: all('main [role=img]').map(label),
    frame: [...all('[data-testid=stMainMenu] button, [data-testid=stTopNav]').map(label).reverse(),
            ...all('.st-key-lang [role=radio]').map(e => e.lang)],
    rate: document.querySelector('.c3-play [name=rate]')?.selectedIndex,
    title: document.title,
  };
}"""
#: Where the focus is, whether that is in sight, and whether what had it before looks as if it still had it. The focus
#: of a field is drawn on what stands round it, that of the scene on its picture.
FOCUS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const round = [at, at?.parentElement, at?.parentElement?.parentElement, at?.firstElementChild].filter(Boolean);
  const look = () => round.map(e => {
    const style = getComputedStyle(e);
    return [style.outlineStyle === 'none' ? '' : style.outline, style.boxShadow, style.borderColor].join();
  }).join('|');
  const was = window.__was;
  const name = at && at !== document.body ? `${at.tagName} ${at.ariaLabel ?? ''} ${at.textContent.slice(0, 30)}` : null;
  window.__was = {at, look, name, focused: look()};
  const box = at?.getBoundingClientRect();
  const [top, bottom] = [Math.max(0, box?.top), Math.min(innerHeight, box?.bottom)];
  const hit = box && document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2);
  const covers = hit && (at.contains(hit) || hit.contains(at) || hit.shadowRoot?.contains(at));
  return {
    name,
    seen: Boolean(box && box.width > 1 && box.height > 1 && covers),
    same: at === was?.at,
    unchanged: was?.at !== at && was?.at.isConnected && was.look() === was.focused ? was.name : null,
  };
}"""
#: How many elements are animated, or would be.
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  const moves = /[1-9]/.test(style.transitionDuration) && style.transitionProperty !== 'none';
  return moves || style.animationName !== 'none';
}).length"""
#: Texts under 12 px; those of pictures as large as they are on the screen.
SMALL = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement, scale = e.ownerSVGElement?.getScreenCTM()?.a ?? 1;
    const seen = e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1;
    if (!node.data.trim() || !seen || e.closest('script, style, noscript')) continue;
    const size = parseFloat(getComputedStyle(e).fontSize) * scale;
    if (size < 11.9) found.push(`${size.toFixed(1)} ${e.tagName} ${node.data}`);
  }
  return found;
}"""
#: By how many pixels the page stands out sideways.
SIDEWAYS = """() => ['html', '[data-testid=stMain]'].map(selector => document.querySelector(selector))
  .map(e => e.scrollWidth - e.clientWidth)"""


def visit(page: Page, address: str) -> None:
    """Open an address and wait until all of it is there."""
    page.goto(address)
    page.wait_for_function(READY)


@dataclass(frozen=True)
class Seen:
    """What there is on a page. `serious`, `other`: rule, selector and HTML of what axe finds; `moving`: see MOVING."""

    serious: list[tuple[str, str, str]]
    other: list[tuple[str, str, str]]
    moving: int
    cut: int
    headings: list[tuple[int, str]]
    labels: list[str]
    frame: list[str]
    rate: int | None
    title: str


def look(page: Page) -> Seen:
    """Audit the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, list(TAGS))
    serious, other = ([(r, s, h) for bad, r, s, h in found if bad is wanted] for wanted in (True, False))
    return Seen(serious, other, page.evaluate(MOVING), **page.evaluate(ABOUT))
