"""Comparisons and stories as self-contained HTML pages."""

from service.diff.render import render_comparison, render_story

__all__ = ["render_comparison", "render_story"]
