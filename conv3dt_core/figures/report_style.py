"""The style sheet of an explained layer. Scoped to its own class; it brings its own background and ink."""

from __future__ import annotations

from functools import cache

from .theme import LIGHT, css_variables

#: What notebooks call their dark theme: JupyterLab, VS Code, Colab and Sphinx. Elsewhere the system's choice holds.
_DARK = (
    '[data-jp-theme-light="false"]', ".vscode-dark", ".vscode-high-contrast", '[theme="dark"]', '[data-theme="dark"]',
)  # fmt: skip
_LIGHT = ('[data-jp-theme-light="true"]', ".vscode-light", '[theme="light"]', '[data-theme="light"]')

_RULES = f"""
.c3-report {{ background: var(--c3-background); color: var(--c3-ink); font: 14px/1.5 {LIGHT.text_font};
  border: 1px solid var(--c3-line); border-radius: 8px; padding: 14px 16px; max-width: 860px; overflow-x: auto;
  box-sizing: border-box; text-align: left; }}
.c3-report p {{ margin: 0 0 4px; color: inherit; }}
.c3-report code {{ font: 13px/1.5 {LIGHT.mono_font}; color: inherit; background: none; padding: 0;
  white-space: pre-wrap; }}
.c3-report .c3-head {{ color: var(--c3-muted); margin-bottom: 6px; }}
.c3-report .c3-shapes {{ font: 600 20px/1.4 {LIGHT.mono_font}; margin-bottom: 8px; }}
.c3-report .c3-shapes span {{ color: var(--c3-muted); font-weight: 400; }}
.c3-report .c3-shapes .c3-none {{ color: var(--c3-error); }}
.c3-report .c3-card {{ border-left: 4px solid; border-radius: 4px; padding: 8px 12px; margin: 8px 0; }}
.c3-report .c3-card p {{ color: var(--c3-ink); }}
.c3-report .c3-card b {{ font-weight: 650; }}
.c3-report .c3-error {{ border-color: var(--c3-error); background: var(--c3-error-tint); color: var(--c3-error); }}
.c3-report .c3-warning {{ border-color: var(--c3-warning); background: var(--c3-warning-tint);
  color: var(--c3-warning); }}
.c3-report .c3-note {{ border-color: var(--c3-note); background: var(--c3-note-tint); color: var(--c3-note); }}
.c3-report .c3-axis {{ border-top: 1px solid var(--c3-line); padding: 10px 0; }}
.c3-report .c3-title {{ font-size: 16px; font-weight: 650; margin-bottom: 6px; }}
.c3-report .c3-facts {{ border-top: 1px solid var(--c3-line); padding-top: 10px; }}
.c3-report .c3-facts .c3-costs {{ color: var(--c3-muted); }}
.c3-report .c3-formula {{ display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; margin-bottom: 10px; }}
.c3-report .c3-term {{ display: inline-flex; align-items: center; gap: 8px; white-space: nowrap; }}
.c3-report .c3-operator {{ color: var(--c3-muted); }}
.c3-report .c3-operator:empty {{ display: none; }}
.c3-report .c3-chip {{ display: inline-flex; flex-direction: column; align-items: center; padding: 3px 9px 5px;
  border-radius: 6px; }}
.c3-report .c3-name {{ font: 12px/1.5 {LIGHT.mono_font}; }}
.c3-report .c3-sum {{ font: 14px/1.5 {LIGHT.mono_font}; color: var(--c3-ink); }}
.c3-report .c3-sum b {{ font-size: 16px; font-weight: 650; }}
.c3-report .c3-sum s {{ color: var(--c3-muted); }}
.c3-report .c3-input {{ background: var(--c3-input-tint); color: var(--c3-input-text); }}
.c3-report .c3-kernel {{ background: var(--c3-kernel-tint); color: var(--c3-kernel-text); }}
.c3-report .c3-crop {{ background: var(--c3-crop-tint); color: var(--c3-crop); }}
.c3-report .c3-extra {{ background: var(--c3-extra-tint); color: var(--c3-extra); }}
.c3-report .c3-result {{ box-shadow: inset 0 0 0 2px var(--c3-output); color: var(--c3-muted); }}
.c3-report .c3-wrong {{ font-style: normal; color: var(--c3-error); text-decoration: underline wavy 1.5px;
  text-underline-offset: 3px; }}
.c3-report .c3-same {{ display: grid; gap: 4px; color: var(--c3-muted); border-left: 3px solid var(--c3-line);
  padding-left: 12px; margin-bottom: 10px; }}
.c3-report .c3-same code, .c3-report .c3-answer b {{ color: var(--c3-ink); }}
.c3-report .c3-answer {{ display: inline-block; margin-right: 20px; white-space: nowrap; }}
.c3-report .c3-answer.c3-right {{ color: var(--c3-valid); }}
.c3-report svg.c3-strip {{ display: block; margin: 0 0 6px; font-family: {LIGHT.text_font}; }}
.c3-report table {{ border-collapse: collapse; margin: 8px 0; color: inherit; font: inherit; }}
.c3-report th, .c3-report td {{ text-align: left; padding: 3px 18px 3px 0; background: none; color: inherit;
  border-bottom: 1px solid var(--c3-line); }}
.c3-report th {{ color: var(--c3-muted); font-weight: 400; }}
"""


@cache
def sheet() -> str:
    """Return the ``<style>`` element: colour roles, which of them holds where, and rules."""
    dark, light = (", ".join(f"{where} .c3-report" for where in names) for names in (_DARK, _LIGHT))
    schemes = f"{dark} {{ color-scheme: dark; }} {light} {{ color-scheme: light; }}"
    return f"<style>.c3-report {{ color-scheme: light dark; {css_variables()} }} {schemes} {_RULES}</style>"
