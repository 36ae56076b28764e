"""What stands in a folder before it is made again: files of an earlier run, and which of them may be taken again."""

from collections.abc import Callable, Mapping
from pathlib import Path

from annexmaps.production.recipes import Recipes


class Shelf:
    """The earlier files of one folder by name; with `recipes`, what each was made from, those that need not be drawn again."""

    def __init__(self, content: Callable[[str], bytes | None], recipes: Mapping[str, str] | None = None) -> None:
        self.content = content  # the bytes of a file of the folder by its name, None if it is not there
        self.asked: dict[str, str] = {}  # by name, the recipe of every file that was asked for
        self._recipes = recipes
        self._making = Recipes()

    def find(self, name: str, *ingredients: object) -> bytes | None:
        """Return the file `name` if it was made from the same `ingredients`, else None: it must be drawn."""
        if self._recipes is None:
            return None
        recipe = self._making.recipe(*ingredients)
        self.asked[name] = recipe
        return self.content(name) if self._recipes.get(name) == recipe else None


def shelf_of(folder: Path) -> Shelf:
    """Return what stands in `folder` now; every file of it is to be drawn again."""

    def content(name: str) -> bytes | None:
        try:
            return (folder / name).read_bytes()
        except OSError:
            return None

    return Shelf(content)
