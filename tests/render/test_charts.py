"""The charts and the workbook of the report's tables: numbers that are the table's, nothing over anything else, the same bytes."""

import io
import zipfile
from itertools import combinations

import openpyxl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from tests.conftest import SQUARES, make_boundaries
from tests.disclosure.outputs import tables_of
from tests.disclosure.random_months import place_of, small_month, with_month_before

from annexmaps.figures import Chart, Column, ReportTable, TablesSpec, chart_series
from annexmaps.months import Month
from annexmaps.render import charts
from annexmaps.render.charts import WIDTH, draw_chart
from annexmaps.render.sheet import Sheet
from annexmaps.render.tables_workbook import write_tables
from annexmaps.spec import Page

ALBA, MENARA, SUD = (place_of(SQUARES[number]) for number in (0, 2, 5))
KINDS = (
    "categories",
    "regions",
    "region_category",
    "cercles",
    "types",
    "perpetrator",
    "time_category",
    "victims",
    "coverage",
)


@pytest.fixture(scope="module")
def spec() -> TablesSpec:
    """The office's tables of two small months."""
    boundaries = make_boundaries()
    about = {"perpetrator": "civil", "place": "champ", "time_slot": "nuit", "victim_status": "resident", "women": 2.0}
    rows = (
        [{**ALBA, **about}] * 5
        + [{**SUD, **about, "category": "C", "type": "menace"}] * 90
        + [{**MENARA, **about, "category": "B", "type": ""}]
    )
    now = small_month(Month(2021, 11), boundaries, rows, covered=[SQUARES[0], SQUARES[5]])
    return tables_of(
        with_month_before(now, small_month(Month(2021, 10), boundaries, rows[:30], covered=list(SQUARES[:3]))),
        "internal",
    )


def test_every_kind_of_chart_is_there(spec: TablesSpec) -> None:
    assert {table.key for table in spec.tables if table.chart} >= set(KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_no_text_of_a_chart_lies_over_another_or_off_the_page(
    spec: TablesSpec, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Sheet] = []
    encode = charts.encode_figure
    monkeypatch.setattr(
        charts, "new_sheet", lambda theme, make=charts.new_sheet: drawn.append(make(theme)) or drawn[-1]
    )
    monkeypatch.setattr(charts, "encode_figure", lambda figure, **how: encode(figure, **how))
    draw_chart(spec, next(table for table in spec.tables if table.key == key))
    figure = drawn[0].figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [
        text for text in figure.axes[0].get_children() if getattr(text, "get_text", None) and text.get_text().strip()
    ]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
    # the extent of a line has room for letters that hang: a dot of it may touch the next line
    over = [(one[0], other[0]) for one, other in combinations(boxes, 2) if _overlap(one[1], other[1]) > 3]
    width, height = figure.canvas.get_width_height()
    off = [text for text, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]
    assert (over, off) == ([], [])


def _overlap(one, other) -> float:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return min(across, down)


def test_a_chart_is_300_dpi_says_its_sharing_level_and_has_the_same_bytes_each_time(spec: TablesSpec) -> None:
    table = next(table for table in spec.tables if table.key == "perpetrator")
    png = draw_chart(spec, table)
    assert png == draw_chart(spec, table)
    with Image.open(io.BytesIO(png)) as picture:
        assert round(picture.info["dpi"][0]) == 300
        assert picture.width == round(WIDTH / 25.4 * 300)
        assert "INTERNE" in picture.info["Comment"]
        assert picture.info["Description"] == "Présumés auteurs des violations, novembre 2021. Ce mois\xa0: Civil 96"


def test_a_chart_draws_the_cells_of_its_table() -> None:
    chart = Chart("columns", "", "", series=((0, "#111111"), (1, "#222222")), axis=(1, 2), by_row=True)
    rows = (("A", 3, 4, 7), ("B", 5, 6, 11))
    table = ReportTable(
        "t", "T", "T", (Column("", "text"), Column("jan"), Column("feb"), Column("sum")), rows, chart=chart
    )
    assert chart_series(table, chart) == (("jan", "feb"), (("A", "#111111", (3, 4)), ("B", "#222222", (5, 6))))


def test_a_table_without_a_chart_is_not_drawn(spec: TablesSpec) -> None:
    with pytest.raises(ValueError, match="trends"):
        draw_chart(spec, next(table for table in spec.tables if table.key == "trends"))


@pytest.fixture(scope="module")
def workbook(spec: TablesSpec) -> bytes:
    """The workbook of the two small months."""
    return write_tables(spec)


def test_the_workbook_has_the_same_bytes_each_time(spec: TablesSpec, workbook: bytes) -> None:
    assert write_tables(spec) == workbook


def test_counts_are_numbers_and_shares_are_numbers_shown_as_percentages(workbook: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["II Catégories"]
    heads = [cell.value for cell in sheet[5]]
    row = {heads[cell.column - 1]: cell for cell in sheet[8]}
    assert (row["nov."].value, row["Année"].value, row["Écart"].value) == (90, 115, 65)
    assert (row["Part du mois"].value, row["Part du mois"].number_format) == (90 / 96, "0.0%")
    assert row["Écart"].number_format.startswith('"+"')


def test_excel_draws_its_own_charts_from_the_cells(workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/")]
        first = archive.read("xl/charts/chart1.xml").decode()
    assert len(names) >= 8
    assert "<c:f>'II Catégories'!$B$7:$L$7</c:f>" in first
    assert "#" not in "".join(first.split("<c:v>")[1:])[:40]


def test_a_name_that_looks_like_a_formula_stays_a_text(spec: TablesSpec) -> None:
    hostile = ReportTable(
        "t", "T", "=1+1", (Column("=A1", "text"), Column("n")), (("=cmd|' /C calc'!A0", 3),), notes=("@x",)
    )
    page = Page("=title", "", "INTERNE – ne pas diffuser")
    made = write_tables(TablesSpec("2021-11", "internal", "fr", page, (_chapter(hostile),)))
    sheet = openpyxl.load_workbook(io.BytesIO(made))["T"]
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name)


def _chapter(table: ReportTable):
    from annexmaps.figures import Chapter

    return Chapter("t", "T", tables=(table,))
