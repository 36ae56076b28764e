"""Making one folder in a worker: the same path as a build's, for each language, with the files that need not be drawn again."""

import json
from collections import ChainMap
from collections.abc import Iterator, Mapping

from annexmaps.production.batch.tasks import Made, MakeFolder
from annexmaps.production.files import digest
from annexmaps.production.making import Making, make_edition, make_ready
from annexmaps.production.manifest import MANIFEST_NAME, told_left_over
from annexmaps.production.shelf import Shelf
from annexmaps.words import Joined, Phrase


def make_folder(task: MakeFolder) -> Made:
    """Return the files of the folder that `task` asks for; raises what `build` does."""
    located, month_folder = task.located(), task.tables.month_folder
    made: dict[str, bytes] = {}
    recipes: dict[str, str] = {}
    notes: list[Phrase | str] = []
    is_final = True
    for order in task.orders:
        # what the language before made stands there too
        shelf = Shelf(ChainMap(made, dict(task.standing)).get, task.recipes)
        making = make_edition(located, month_folder, order, make_ready(order, month_folder), shelf=shelf)
        made |= {path.relative_to(making.drawing.folder).as_posix(): content for path, content in making.files()}
        recipes |= shelf.asked
        notes += _notes(making)
        is_final = is_final and not making.drawing.failures
    notes += _left_over(task.standing, made)
    return Made(
        files={name: content for name, content in made.items() if task.standing.get(name) != content},
        outputs={name: digest(content) for name, content in made.items()},
        recipes=recipes,
        notes=tuple(note for number, note in enumerate(notes) if note not in notes[:number]),
        is_final=is_final,
    )


def _left_over(standing: Mapping[str, bytes], made: Mapping[str, bytes]) -> Iterator[Phrase]:
    listed = {*json.loads(made[MANIFEST_NAME])["outputs"], MANIFEST_NAME}
    names = [name for name in standing if name not in listed]
    if names:
        yield told_left_over(names)


def _notes(making: Making) -> Iterator[Phrase | str]:
    drawing, lang = making.drawing, making.order.lang
    for annex, tables in drawing.skipped.items():
        named = Joined(tuple(Phrase(f"table.{name}") for name in tables))
        yield Phrase("batch.skipped", {"annex": annex, "tables": named})
    for annex in drawing.withheld:
        yield Phrase("build.withheld", {"annex": annex})
    for page in drawing.linted:
        for finding in page.findings:
            told = {"sentence": finding.sentence(lang), "todo": finding.todo(lang)}
            yield Phrase("lint.warning", {"annex": page.annex, **told})
    if drawing.failures:
        yield Phrase("basemap.failed", {"why": drawing.failures[0]})
    if making.ready.open_secret:
        yield Phrase("points.secret_open", {"file": making.ready.open_secret})
