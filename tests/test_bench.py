"""The benchmark in its smallest form: both ways draw, and the report has their numbers. No clock is held to anything."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "render"))

from square_country import square_spec  # noqa: E402  (the tests of render are no package)

from annexmaps.spec import Label, Mark, Symbol  # noqa: E402  (as above)


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import bench

    return bench


def small_spec():
    symbols = {"one": Symbol("circle", "#0072b2", "#ffffff", 0.5, size=3.0)}
    marks = (Mark(-0.5, 14.5, "one", "1"), Mark(0.5, 15.5, "one", "2"))
    return square_spec(product="1", marks=marks, mark_symbols=symbols, labels=(Label("Région 0", -1, 15, "region"),))


def test_one_pair_is_drawn_both_ways(bench):
    (page,) = bench.measure_pages({"1": small_spec()}, pairs=1)
    assert page.ours.total > 0
    assert page.plain.total > 0
    assert 0 < page.bytes_ours < page.bytes_savefig


def test_the_report_has_the_numbers_of_each_page(bench):
    times = bench.Times(drawing=0.3, encoding=0.1)
    page = bench.Measured("1", times, 0.35, bench.Times(1.8, 0.2), 500_000, 2_000_000, 2_100_000)
    report = bench.write_report([page], {"Reading boundaries": 0.6}, ground="schematic", pairs=5)
    assert "| 1 | 0.30 | 0.10 | 0.40 | 0.35 | 1.80 | 0.20 | 2.00 | 5.0 | 500 | 2000 | 0.25 | 2100 |" in report
    assert "| Reading boundaries | 0.60 | 60 % |" in report


def test_the_report_names_a_file_of_boundaries_without_its_folder(bench):
    report = bench.write_report([], {"Reading": 1.0}, ground="/home/somebody/mli_adm3.geojson", pairs=5)
    assert "boundaries: mli_adm3" in report
    assert "somebody" not in report


def test_the_rows_section_says_the_ratio_and_replaces_the_one_before(bench):
    import bench_rows
    from bench_report import replace_section

    location, work = bench_rows.Location(0.1, 0.2, 3.0, 10.0, 0), bench_rows.Work(5.0, 9.0, 6e8)
    lines = bench_rows.report_lines(location, {"CSV": (work, work)}, work, rows=5_000_000, rounds=3, ground="schematic")
    section = "\n".join(lines)
    report = replace_section(f"# Pages\n\none\n\n{bench_rows.TITLE}\n\nold\n\n# Last\n\ntwo\n", section)
    assert "| ours with the making of the grid | 0.30 | 33 |" in section
    assert "| CSV | 5.0 | 5.0 | 9.0 | 600 |" in section
    assert [line for line in report.split("\n") if line.startswith("# ")] == ["# Pages", bench_rows.TITLE, "# Last"]
    assert ("old" in report, "two" in report) == (False, True)


def test_made_rows_are_the_same_every_time_and_one_in_a_hundred_is_outside(bench):
    from made_rows import make_rows

    from annexmaps.months import Month
    from annexmaps.sources.boundaries import load_boundaries

    ground = load_boundaries("schematic", month=Month(2021, 11))
    one, other = make_rows(5_000, ground), make_rows(5_000, ground)
    assert one.equals(other)
    assert 0.005 < (one["pcode"] == "").mean() < 0.03


@pytest.fixture
def bench_batch(bench):
    import bench_batch

    return bench_batch


def test_a_command_is_measured_with_what_it_starts(bench_batch):
    spent = bench_batch.run_measured([sys.executable, "-c", "sum(range(3_000_000))"])
    assert spent.processor > 0
    assert spent.wall > 0


def test_the_script_s_page_has_a_marker_for_each_circle_and_mark(bench_batch):
    import plain_batch

    assert plain_batch.folium_page(small_spec()).count("L.circleMarker(") == 2


def test_the_report_of_batches_tells_how_many_times_faster(bench_batch):
    ours, plain = bench_batch.Spent(10.0, 18.0, 900.0), bench_batch.Spent(90.0, 90.0, 300.0)
    unchecked = bench_batch.Spent(7.5, 13.0, 800.0)
    work = bench_batch.Compared("twenty months", 180, ours, unchecked, plain, 2)
    lines = bench_batch.report_lines([work], {"PNG, XLSX": (1.0, 1.1)}, boundaries="schematic", runs=3)
    assert "| twenty months | 180 | 2 | 10 | 18 | 900 | 90 | 90 | 300 | 9.0 | 5.0 | 8 | 12.0 |" in lines
    assert "| PNG, XLSX | 1.00 | 1.10 | 1.10 |" in lines
