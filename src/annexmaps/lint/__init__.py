"""The map lint: each page's inventory is held against what an annex map must carry and must not do."""

from annexmaps.lint.checks import CHECKS, lint_page
from annexmaps.lint.finding import Finding, errors_of

__all__ = ["CHECKS", "Finding", "errors_of", "lint_page"]
