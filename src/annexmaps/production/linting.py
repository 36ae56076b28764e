"""The lint of finished maps, against their record and their own dots, and of the pages of a month's folder, drawn in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annexmaps.errors import InputError, OutputError
from annexmaps.inventory import Inventory
from annexmaps.lint import Finding, errors_of, lint_page
from annexmaps.lint.picture import check_picture
from annexmaps.months import parse_month
from annexmaps.production.files import digest
from annexmaps.production.page_record import RECORD_NAME, MadeFile, RecordedMap, read_record
from annexmaps.production.reading import read_month, settings_of
from annexmaps.products import all_products
from annexmaps.spec import MapSpec
from annexmaps.words import DEFAULT_LANGUAGE, Words

_MAP_FILES = ("*annexe-*.png", "*annexe-*.pdf", "*annexe-*.svg", "*annexe-*.tif")
_MOST_TOLD = 12  # findings in one message


@dataclass(frozen=True)
class LintedPage:
    """What the lint found on one page."""

    name: str  # the file's name, or the annex
    annex: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ToldFindings:
    """The findings of several pages as lines of a message."""

    pages: tuple[LintedPage, ...]

    def sentence(self, lang: str) -> str:
        """Return a line for each finding, the first of them if there are many."""
        words = Words(lang)
        lines = [
            words("lint.finding", annex=page.annex, sentence=finding.sentence(lang), todo=finding.todo(lang))
            for page in self.pages
            for finding in page.findings
        ]
        more = [words("lint.more", count=len(lines) - _MOST_TOLD)] if len(lines) > _MOST_TOLD else []
        return "\n".join(f"  – {line}" for line in (*lines[:_MOST_TOLD], *more))


def lint_files(made: Sequence[MadeFile]) -> tuple[LintedPage, ...]:
    """Return what is wrong with the pages of `made`, errors first refused: OutputError names each and how to mend it."""
    pages = tuple(_linted(file.path.name, file.inventory) for file in _one_a_page(made))
    wrong = tuple(LintedPage(page.name, page.annex, errors_of(page.findings)) for page in pages)
    wrong = tuple(page for page in wrong if page.findings)
    if wrong:
        count = sum(len(page.findings) for page in wrong)
        raise OutputError("lint.failed", count=count, findings=ToldFindings(wrong))
    return tuple(page for page in pages if page.findings)


def lint_path(
    path: str | Path,
    *,
    boundaries: str | Path | None = None,
    edition: str = "partners",
    lang: str = DEFAULT_LANGUAGE,
    config: str | Path | None = None,
) -> tuple[LintedPage, ...]:
    """Return what is wrong with a finished map, a folder of them, or the pages of a month's folder; nothing is written.

    Finished maps are held against the record that their build left beside them and against their own dots; a month's folder is
    read and its pages drawn in memory. InputError for a path that is none of these, or whose record cannot be read.
    """
    place = Path(path)
    if not place.exists():
        raise InputError("lint.no_path", path=place.name)
    if place.is_file():
        return (_lint_recorded(place, _record_beside(place)),)
    records = (
        sorted(place.glob(RECORD_NAME))
        or sorted(place.glob(f"*/{RECORD_NAME}"))
        or sorted(place.glob(f"*/*/{RECORD_NAME}"))
    )
    if records:
        return tuple(page for record in records for page in _lint_folder(record))
    if parse_month(place.resolve().name) is None:
        raise InputError("lint.no_record", path=place.name, record=RECORD_NAME)
    return tuple(_lint_month(place, boundaries=boundaries, edition=edition, lang=lang, config=config))


def _one_a_page(made: Sequence[MadeFile]) -> Iterator[MadeFile]:
    # several formats of one map have one page
    seen: list[Inventory] = []
    for file in made:
        if file.inventory is not None and file.inventory not in seen:
            seen.append(file.inventory)
            yield file


def _linted(name: str, inventory: Inventory | None) -> LintedPage:
    if inventory is None:
        return LintedPage(name, "", ())
    return LintedPage(name, inventory.product, (*_name_of_file(name, inventory), *lint_page(inventory)))


def _name_of_file(name: str, inventory: Inventory) -> Iterator[Finding]:
    # must-have 12: the sharing level stands in the file's name too
    if inventory.edition not in Path(name).stem.split("_"):
        yield Finding("file_name", {"file": name, "edition": inventory.edition})


def _record_beside(path: Path) -> dict[str, RecordedMap]:
    record = path.parent / RECORD_NAME
    if not record.is_file():
        raise InputError("lint.no_record", path=path.name, record=RECORD_NAME)
    return read_record(record)


def _lint_folder(record: Path) -> Iterator[LintedPage]:
    maps, folder = read_record(record), record.parent
    there = {path.name for pattern in _MAP_FILES for path in folder.glob(pattern)}
    for name in sorted({*maps, *there}):
        yield _lint_recorded(folder / name, maps)


def _lint_recorded(path: Path, maps: dict[str, RecordedMap]) -> LintedPage:
    known = maps.get(path.name)
    if known is None:
        return LintedPage(path.name, "", (Finding("not_recorded"),))
    annex = known.inventory.product
    if not path.is_file():
        return LintedPage(path.name, annex, (Finding("missing"),))
    content = path.read_bytes()
    if digest(content) != known.sha256:
        return LintedPage(path.name, annex, (Finding("changed"),))
    page = _linted(path.name, known.inventory)
    dots = check_picture(content, known.inventory) if path.suffix == ".png" else ()
    return LintedPage(path.name, annex, (*page.findings, *dots))


def _lint_month(
    folder: Path, *, boundaries: str | Path | None, edition: str, lang: str, config: str | Path | None
) -> Iterator[LintedPage]:
    from annexmaps.production.building import specify
    from annexmaps.render.static import draw_page

    settings = settings_of(folder, config)
    located = read_month(folder, boundaries=boundaries, config=settings)
    for product in all_products():
        for page in product.pages:
            try:
                spec = specify(
                    located, annex=page.annex, variant=page.variant, edition=edition, lang=lang, config=settings
                )
            except InputError:
                # a page that this month or edition does not have
                continue
            if isinstance(spec, MapSpec):
                name = " ".join(part for part in (page.annex, page.variant) if part)
                yield LintedPage(name, page.annex, lint_page(draw_page(spec).inventory()))
