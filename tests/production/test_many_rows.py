"""A year's table counted in one pass says what a month's table says, whatever its format, and every row ends somewhere."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from dirty_month import write_dirty_month

from annexmaps import read_month
from annexmaps.errors import AnnexmapsError, InputError, OutputError
from annexmaps.months import Month
from annexmaps.places.gazetteer import Gazetteer, make_gazetteer
from annexmaps.places.located import LocatedMonth, LocatedTable
from annexmaps.places.points import communes_at
from annexmaps.production.many_rows import counting, listing, spellings, whereabouts
from annexmaps.production.many_rows.counting import CountedRows, count_rows
from annexmaps.production.many_rows.files import check_out, write_counts
from annexmaps.sources import long_table
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.words import Words

HEAD = "date;région;cercle;commune;p-code;latitude;longitude;catégorie;type"
HAIRE = ";Mopti;Douentza;Hairé;;;;E;"
MOPTI = (14.49, -4.19)  # the town, latitude and longitude
Count = Callable[..., CountedRows]
Dirty = tuple[LocatedTable, CountedRows]


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Dirty:
    """The incidents of the dirty month, read as a month's and counted as a year's."""
    folder = write_dirty_month(tmp_path_factory.mktemp("dirty"))
    located = read_month(folder, boundaries="schematic").tables["incidents"]
    return located, count_rows(folder / "incidents.csv", boundaries="schematic")


@pytest.fixture(scope="module", autouse=True)
def _kept() -> Iterator[None]:
    """Boundaries and names are made ready once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "load_boundaries", cache(load_boundaries))
        gazetteers: dict[int, Gazetteer] = {}

        def kept_gazetteer(ground: Boundaries) -> Gazetteer:
            if id(ground) not in gazetteers:
                gazetteers[id(ground)] = make_gazetteer(ground)
            return gazetteers[id(ground)]

        patch.setattr(counting, "make_gazetteer", kept_gazetteer)
        yield


@pytest.fixture
def count(tmp_path: Path) -> Count:
    """Count the lines of a table of text, on the schematic boundaries."""

    def counted(*lines: str, head: str = HEAD, encoding: str = "utf-8") -> CountedRows:
        path = tmp_path / "annee.csv"
        path.write_bytes("\n".join((head, *lines)).encode(encoding))
        return count_rows(path, boundaries="schematic")

    return counted


def by_unit(counted: CountedRows) -> Counter[tuple[str, ...]]:
    units: Counter[tuple[str, ...]] = Counter()
    for (_, unit, category), rows in counted.counts.items():
        units[unit.region_pcode, unit.cercle_pcode, unit.commune_pcode, category] += rows
    return units


def by_unit_of_month(located: LocatedTable) -> Counter[tuple[str, ...]]:
    placed = located.table[located.table["region_pcode"] != ""]
    names = ("region_pcode", "cercle_pcode", "commune_pcode", "category")
    return Counter(zip(*(placed[name] for name in names), strict=True))


def rows_of(reasons: Mapping[str, listing.Reason]) -> dict[str, tuple[int, list[int]]]:
    return {key: (reason.count, reason.first) for key, reason in reasons.items()}


def months_of(counted: CountedRows) -> dict[str, int]:
    months: Counter[str] = Counter()
    for (month, _, _), rows in counted.counts.items():
        months[str(month)] += rows
    return dict(months)


def test_a_month_is_counted_as_its_own_table_is(sample_folder: Path, november: LocatedMonth) -> None:
    counted = count_rows(sample_folder / "2021-11" / "incidents.csv", boundaries="schematic")
    incidents = november.tables["incidents"]
    assert (by_unit(counted), counted.accounting) == (by_unit_of_month(incidents), incidents.accounting)


def test_a_dirty_table_is_counted_as_a_month_but_for_its_row_of_another_month(dirty: Dirty) -> None:
    located, counted = dirty
    # row 9 is of October, and the line of totals is read as a row
    assert by_unit(counted) - by_unit_of_month(located) == {("ML05", "ML0504", "ML050408", "E"): 1}
    assert not by_unit_of_month(located) - by_unit(counted)
    assert months_of(counted) == {"2021-10": 1, "2021-11": 37}


def test_every_reason_of_a_dirty_table_is_told_with_its_rows(dirty: Dirty) -> None:
    counted = dirty[1]
    assert rows_of(counted.listed) == {
        "sources.too_many_in_line": (1, [48]),
        "contract.date_missing": (1, [4]),
        "contract.date_unreadable_row": (2, [5, 50]),
        "contract.date_both_ways_row": (1, [8]),
        "contract.no_category": (1, [10]),
        "places.place_empty": (1, [23]),
        "places.region_unknown": (1, [24]),
        "places.cercle_in_another_region": (1, [28]),
        "places.commune_without_parent": (1, [30]),
    }
    assert rows_of(counted.aggregated)["places.point_outside_parent"] == (1, [36])
    assert rows_of(counted.remarks)["places.one_edit"] == (1, [38])
    assert rows_of(counted.remarks)["contract.lone_coordinate"] == (1, [22])


def test_every_reason_and_remark_has_its_words(dirty: Dirty) -> None:
    counted = dirty[1]
    keys = [*counted.listed, *counted.aggregated, *counted.remarks, "places.point_zero", "places.point_outside_country"]
    missing = [key for key in keys for lang in ("fr", "en") if not Words(lang).has(f"problem_title.{key}")]
    assert missing == []


def test_a_day_that_reads_two_ways_is_settled_by_a_later_row(count: Count) -> None:
    counted = count(f"05/11/2021{HAIRE}", f"05/11/2021 14:30{HAIRE}", f"25/12/2021{HAIRE}")
    assert months_of(counted) == {"2021-11": 2, "2021-12": 1}


def test_a_day_that_nothing_settles_is_listed_with_its_rows(count: Count) -> None:
    counted = count(f"05/11/2021{HAIRE}", f"2021-12-25T10:00:00Z{HAIRE}", f"06/11/2021{HAIRE}")
    assert rows_of(counted.listed) == {"contract.date_both_ways_row": (2, [2, 4])}
    assert (counted.accounting.read, counted.accounting.mapped, counted.accounting.listed) == (3, 1, 2)


def test_rows_without_names_are_listed_by_what_is_wrong_with_their_points(count: Count) -> None:
    points = {
        "places.place_empty": ";",
        "places.point_zero": "0;0",
        "places.point_outside_country": "48.85;2.35",
        "contract.not_degrees": "seize;2.35",
        "contract.lone_coordinate": "14.5;",
        "contract.out_of_range": "95;2",
    }
    counted = count(*(f"2021-11-05;;;;;{point};E;" for point in points.values()))
    assert rows_of(counted.listed) == {key: (1, [row]) for row, key in enumerate(points, start=2)}


def test_a_row_without_names_counts_where_its_point_is_however_it_is_written(count: Count) -> None:
    written = ["14.49", "14,49", " 14.49 ", "14°29'24", "+14.49"]
    counted = count(*(f"2021-11-05;;;;;{latitude};-4.19;E;" for latitude in written))
    expected = communes_at(*np.array([[MOPTI[1]], [MOPTI[0]]]), counted.boundaries)
    assert {unit.commune_pcode: rows for (_, unit, _), rows in counted.counts.items()} == {expected[0]: 5}


def test_a_point_never_moves_a_row_that_names_its_commune_and_costs_no_grid(
    count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whereabouts, "make_commune_grid", None)
    counted = count("2021-11-05;Mopti;Douentza;Hairé;;12.65;-8.0;E;", "2021-11-05;;;;ML050408;14.5;-4.2;E;")
    assert by_unit(counted) == {("ML05", "ML0504", "ML050408", "E"): 2}


def test_a_point_outside_the_declared_cercle_leaves_the_row_at_the_cercle(count: Count) -> None:
    counted = count("2021-11-05;Mopti;Douentza;;;12.65;-8.0;E;")
    assert rows_of(counted.aggregated) == {"places.point_outside_parent": (1, [2])}
    assert by_unit(counted) == {("ML05", "ML0504", "", "E"): 1}


def test_a_category_follows_from_the_type(count: Count) -> None:
    counted = count("2021-11-05;Mopti;Douentza;Hairé;;;;;Taxe illégale")
    assert [category for _, _, category in counted.counts] == ["E"]


def test_lines_are_numbered_as_in_a_spreadsheet_through_blank_lines_and_breaks_in_cells(count: Count) -> None:
    broken = '2021-11-05;Mopti;Douentza;"Hai\nré";;;;E;'
    lines = (f"2021-11-05{HAIRE}", "", broken, "2021-11-05;trop;;;;;;;;;;;", f"hier{HAIRE}")
    counted = count("", *lines, head=f"Titre\n\n{HEAD}")
    assert counted.listed["contract.date_unreadable_row"].first == [9]
    assert counted.listed["sources.too_many_in_line"].first == [8]


def test_title_lines_tags_and_an_old_encoding_are_read_and_told(count: Count) -> None:
    head = f"Violations de l'année\n{HEAD}\n#date;#adm1;#adm2;#adm3;#adm3+code;#geo+lat;#geo+lon;;"
    counted = count(f"2021-11-05{HAIRE}", head=head, encoding="cp1252")
    assert ([note.key for note in counted.notes], counted.accounting.mapped) == (
        ["sources.cp1252_assumed", "sources.title_line"],
        1,
    )


def make_year(rows: int) -> pd.DataFrame:
    dice = np.random.default_rng(3)
    communes = load_boundaries("schematic", month=Month(2021, 11)).communes
    days = np.datetime64("2021-01-01") + dice.integers(0, 365, rows)
    year = pd.DataFrame({"date": days, "category": np.array(list("ABCDEF"))[dice.integers(0, 6, rows)]})
    west, south, east, north = communes.total_bounds
    year["longitude"], year["latitude"] = (
        dice.uniform(west, east, rows).round(5),
        dice.uniform(south, north, rows).round(5),
    )
    year["pcode"] = np.where(dice.random(rows) < 0.5, dice.choice(communes["pcode"].to_numpy(), rows), "")
    return year


def write_year(year: pd.DataFrame, path: Path) -> Path:
    if path.suffix == ".csv":
        year.to_csv(path, index=False, float_format="%.5f")
    elif path.name.startswith("geo"):
        points = gpd.points_from_xy(year["longitude"], year["latitude"], crs=4326)
        gpd.GeoDataFrame(year.drop(columns=["longitude", "latitude"]), geometry=points).to_parquet(path)
    else:
        year.to_parquet(path)
    return path


def expected_of(year: pd.DataFrame) -> dict[tuple[str, ...], int]:
    """The counts as pandas makes them, from the communes of all points."""
    ground = load_boundaries("schematic", month=Month(2021, 11))
    at_point = communes_at(year["longitude"].to_numpy(), year["latitude"].to_numpy(), ground)
    placed = year.assign(
        commune=np.where(year["pcode"] != "", year["pcode"], at_point), month=year["date"].astype(str).str[:7]
    )
    counted = placed[placed["commune"] != ""].groupby(["month", "commune", "category"]).size()
    return {
        (str(month), str(commune), str(category)): int(rows) for (month, commune, category), rows in counted.items()
    }


@pytest.mark.parametrize("name", ["year.csv", "year.parquet", "geo.parquet"])
def test_every_format_gives_the_counts_that_pandas_makes(name: str, tmp_path: Path) -> None:
    year = make_year(3_000)
    counted = count_rows(write_year(year, tmp_path / name), boundaries="schematic")
    found = {
        (str(month), unit.commune_pcode, category): rows for (month, unit, category), rows in counted.counts.items()
    }
    assert found == expected_of(year)


MEASURED = """
import re, resource, sys
from pathlib import Path
from annexmaps.cli import main
try:
    main(["locate", sys.argv[1], "--out", sys.argv[2], "--boundaries", "schematic", "--lang", "fr"])
finally:
    # a process begins with the most memory of the one that started it: its own stands elsewhere
    own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
    print(own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no such measure of memory there")
def test_200000_rows_are_counted_within_a_gigabyte_as_pandas_counts_them(tmp_path: Path) -> None:
    year, out = make_year(200_000), tmp_path / "counts.parquet"
    path = write_year(year, tmp_path / "year.csv")
    done = subprocess.run([sys.executable, "-c", MEASURED, path, out], capture_output=True, text=True, check=True)
    kilobytes = int(done.stderr.split()[-1])
    lines = pq.read_table(out).to_pylist()
    found = {(line["month"], line["commune_pcode"], line["category"]): line["rows"] for line in lines}
    assert found == expected_of(year)
    assert kilobytes < 1_000_000


LINE = b"\n2021-11-05;;;;;;;E;"
HOSTILE: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "sources.empty_file"),
    "headers": (HEAD.encode(), "long_table.no_rows"),
    "no header": (b"un;deux\n1;2\n", "sources.required_none"),
    "no place": ("date;catégorie\n2021-11-05;E\n".encode(), "sources.required_missing"),
    "zip": (b"PK\x03\x04 no table", "sources.damaged"),
    "picture": (b"\x89PNG\r\n\x1a\n", "long_table.type"),
    "virtual": (b"<OGRVRTDataSource/>", "long_table.type"),
    "torn parquet": (b"PAR1" + bytes(200) + b"PAR1", "sources.damaged"),
    "quote": (HEAD.encode() + b'\n"2021' + b"a;b\n" * 100_000, "sources.quotes"),
    "late quote": (HEAD.encode() + LINE * 70_000 + b'\n"2021' + b"a;b\n" * 1_200_000, "long_table.quotes"),
    "late latin": (HEAD.encode() + LINE * 70_000 + b"\n2021-11-05;R\xe9gion;;;;;;E;", "long_table.not_utf8"),
    "zeros": (HEAD.encode() + b"\n" + bytes(1_000), "sources.not_text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_table_is_refused_in_plain_words(name: str, tmp_path: Path) -> None:
    content, key = HOSTILE[name]
    path = tmp_path / "annee.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        count_rows(path, boundaries="schematic")
    assert refused.value.key == key


@pytest.mark.parametrize("cell", ['"Taxe', '"Taxe "illégale"', '"Taxe"illégale'])
def test_a_mark_that_is_not_closed_swallows_no_row(count: Count, cell: str) -> None:
    sound = f"2021-11-05{HAIRE}"
    with pytest.raises(InputError, match="guillemet"):
        count(*[sound] * 70, f"{sound}{cell}", *[sound] * 5)


def test_marks_of_inches_and_seconds_are_letters_like_others(count: Count) -> None:
    lines = [
        f"2021-11-05{HAIRE}",
        "2021-11-05;;;;;14°29'24\";-4.19;E;",
        '2021-11-05;"Mopti";Douentza;"Hairé";;;;E;"Taxe ""illégale"""',
    ]
    assert count(*lines).accounting.mapped == 3


def test_geoparquet_in_another_projection_is_refused(tmp_path: Path) -> None:
    points = gpd.points_from_xy([0.0], [0.0], crs=32630)
    gpd.GeoDataFrame({"date": ["2021-11-05"], "category": ["E"]}, geometry=points).to_parquet(tmp_path / "geo.parquet")
    with pytest.raises(InputError, match="WGS"):
        count_rows(tmp_path / "geo.parquet", boundaries="schematic")


def test_a_column_of_too_many_spellings_is_refused(count: Count, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spellings, "MOST_SPELLINGS", 3)
    with pytest.raises(InputError, match="commune"):
        count(*(f"2021-11-05;Mopti;Douentza;C{number};;;;E;" for number in range(4)))


def test_a_process_that_takes_too_long_is_ended(count: Count, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_table, "TIME_LIMIT", 0.001)
    with pytest.raises(InputError, match="arrêtée"):
        count(f"2021-11-05{HAIRE}")


def test_the_counts_say_in_every_line_that_they_are_internal(count: Count, tmp_path: Path) -> None:
    counts, account = write_counts(count(f"2021-11-05{HAIRE}"), tmp_path / "comptes.csv", lang="fr")
    assert counts.read_text(encoding="utf-8-sig").splitlines() == [
        "mois;niveau;code région;région;code cercle;cercle;code commune;commune;catégorie;lignes;diffusion",
        "2021-11;commune;ML05;Mopti;ML0504;Douentza;ML050408;Hairé;E;1;interne",
    ]
    assert [line.rsplit(";", 1)[1] for line in account.read_text(encoding="utf-8-sig").splitlines()[1:]] == [
        "interne"
    ] * 4


def test_the_account_adds_up(dirty: Dirty, tmp_path: Path) -> None:
    _, account = write_counts(dirty[1], tmp_path / "counts.csv", lang="en")
    lines = pd.read_csv(account, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    totals = lines[lines["reason"] == ""].set_index("outcome")["rows"].astype(int).to_dict()
    reasons = lines[(lines["reason"] != "") & (lines["rows"] != "")]
    told = reasons["rows"].astype(int).groupby(reasons["outcome"]).sum().to_dict()
    assert totals == {"rows read": 48, "at the commune": 29, "at the cercle or région": 9, "not counted": 10}
    assert {name: told[name] for name in ("at the cercle or région", "not counted")} == {
        "at the cercle or région": 9,
        "not counted": 10,
    }


@pytest.mark.parametrize(
    ("out", "error"),
    [
        ("counts.xlsx", "suffix"),
        ("annee.csv", "itself"),
        ("maps/partners/counts.csv", "among_maps"),
        ("made/c.csv", "among_maps"),
    ],
)
def test_counts_go_neither_over_the_table_nor_among_maps(out: str, error: str, tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "manifest.json").write_text("{}")
    with pytest.raises(AnnexmapsError) as refused:
        check_out(tmp_path / out, source=tmp_path / "annee.csv")
    assert refused.value.key == f"long_table.{error}"
    assert isinstance(refused.value, OutputError) == (error == "among_maps")


def test_the_same_table_gives_the_same_bytes(sample_folder: Path, tmp_path: Path) -> None:
    made = []
    for folder in ("a", "b"):
        counted = count_rows(sample_folder / "2021-11" / "incidents.csv", boundaries="schematic")
        paths = write_counts(counted, tmp_path / folder / "counts.parquet", lang="fr")
        made.append([path.read_bytes() for path in paths])
    assert made[0] == made[1]
