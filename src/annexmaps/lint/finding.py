"""A finding: what is wrong on a page, where, and how to mend it, in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annexmaps.words import Words, in_language

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong; `key` names its sentences in the vocabulary."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: str = ERROR  # error: the map is not issued; warning: it is told

    def sentence(self, lang: str) -> str:
        """Return what is wrong and where, in `lang`."""
        return Words(lang)(f"lint_wrong.{self.key}", **in_language(self.values, lang))

    def todo(self, lang: str) -> str:
        """Return how to mend it, in `lang`."""
        return Words(lang)(f"lint_todo.{self.key}")


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those of `findings` that keep a map from being issued."""
    return tuple(finding for finding in findings if finding.severity == ERROR)
