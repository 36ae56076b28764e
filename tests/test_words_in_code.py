"""What a user reads stands in the vocabulary: no sentence, and no French word, in the code or in the pages' scripts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "annexmaps"
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}(?:['’ ,]+[^\W\d_]{2,})+")
_FRENCH = re.compile(r"[À-ÖØ-öø-ÿŒœ]")
_SYNTAX = re.compile(
    r"[<>{}\[\]\\]|;|=|^\W*\b(?:SELECT|PRAGMA|INSERT|CREATE|create|UPDATE)\b|'none'|'self'|-src |serif$|#[0-9a-f]{6}"
)
_NOT_SHOWN = {
    "sample": "writes the tables of made-up partners, in the partners' own language",
    "cli/__init__.py": "compares the command library's English messages",
    "sources/header.py": "words that make a line a total",
    "sources/text_file.py": "letters by which an encoding is told",
    "contract/coordinates.py": "spellings of degrees",
    "places/spelling.py": "words before a name",
    "render/geodata/qml.py": "expressions of a geographic information system",
    "vocabulary/folding.py": "letters and what they fold to",
    "audit/folding.py": "letters and what they fold to",
}
# names that libraries, formats and machines know things by; and what only a developer can meet
_NAMES = {
    "DejaVu Sans", "DejaVu Serif", "annexmaps sans", "annexmaps serif", "annexmaps stix", "annexmaps dejavu", "annexmaps fallback",
    "Body Text", "Body Text 3", "List Bullet", "Table Grid", "normal table", "ESRI Shapefile", "MapInfo File", "script json",
    "annexmaps masked point 1", "read back", "document type", "two points are the same", "no polygon for ", "at least one try",
    "no recipe for ", " has no attribute ", "module 'annexmaps' has no attribute ", "after IEND", "after the dots", "between tags",
    "annexmaps check", "Segoe UI", "d'er' MMMM y", " (humanitarian map production)",
}  # fmt: skip


def test_no_sentence_stands_in_the_code() -> None:
    found = [f"{path}:{line}: {text}" for path, line, text in texts_of_code() if is_said(text) and text not in _NAMES]
    assert found == []


def test_no_sentence_stands_in_the_scripts_of_the_pages() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.js")):
        bare = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        texts = re.findall(r'"([^"\\\n]*)"', bare)
        found += [
            f"{path.name}: {text}" for text in texts if is_said(text) and not text.islower() and text not in _NAMES
        ]
    assert found == []


def is_said(text: str) -> bool:
    """Whether `text` reads like words for a person: two words side by side, or a letter that only French has."""
    if _SYNTAX.search(text):
        return False
    return bool(_TWO_WORDS.search(text) or _FRENCH.search(text))


def texts_of_code() -> Iterator[tuple[str, int, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name in _NOT_SHOWN or name.split("/")[0] in _NOT_SHOWN:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(node) for node in _docstrings(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                yield name, node.lineno, node.value


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
