"""Loading an essay of notebooks/ as a module, and the code that the README shows."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]


def load_notebook(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "notebooks" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def readme_code(starts_with: str) -> str:
    """The README's Python block whose first line starts with `starts_with`."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    return next(block for block in blocks if block.startswith(starts_with))
