"""The same month has the same bytes: in every process, whatever else is written, quickly."""

import os
import subprocess
import sys
import time

import pytest

from annexmaps.errors import OutputError, UsageError
from annexmaps.months import Month
from annexmaps.sample import default_months, sample_months, write_sample

_LONGEST = 10  # seconds for the twenty months
_WRITE = (
    "import sys; from pathlib import Path; from annexmaps.sample import sample_months, write_sample; "
    "write_sample(Path(sys.argv[1]), months=sample_months()[-1:] + sample_months()[:1])"
)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("seed", ["1", "2021"])
def test_another_process_writes_the_same_bytes(sample_folder, tmp_path, seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", _WRITE, str(tmp_path)], check=True, env=environment)
    for month in (sample_months()[0], sample_months()[-1]):
        assert bytes_of(tmp_path / str(month)) == bytes_of(sample_folder / str(month))


def test_a_month_alone_has_the_same_bytes(sample_folder, tmp_path):
    (folder,) = write_sample(tmp_path, months=[Month(2021, 6)])
    assert bytes_of(folder) == bytes_of(sample_folder / "2021-06")


def test_folders_are_returned_in_the_order_asked_for(tmp_path):
    months = [Month(2020, 9), Month(2020, 2)]
    assert write_sample(tmp_path, months=months) == [tmp_path / "2020-09", tmp_path / "2020-02"]


def test_a_folder_of_real_tables_is_never_overwritten(tmp_path):
    real = tmp_path / "2021-11" / "incidents.csv"
    real.parent.mkdir()
    real.write_text("numéro;date", encoding="utf-8")
    with pytest.raises(OutputError, match="2021-11"):
        write_sample(tmp_path, months=[Month(2021, 10), Month(2021, 11)])
    assert sorted(tmp_path.rglob("*.*")) == [real]
    assert real.read_text(encoding="utf-8") == "numéro;date"


def test_a_sample_month_is_written_again(tmp_path):
    (folder,) = write_sample(tmp_path, months=[Month(2020, 1)])
    first = bytes_of(folder)
    (folder / "incidents.csv").write_bytes(b"")
    write_sample(tmp_path, months=[Month(2020, 1)])
    assert bytes_of(folder) == first


def test_a_month_that_is_not_published_is_refused(tmp_path):
    with pytest.raises(UsageError, match="2020-10"):
        write_sample(tmp_path, months=[Month(2020, 10)])


def test_an_output_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="out"):
        write_sample(tmp_path / "out", months=[Month(2020, 1)])


def test_a_month_folder_holds_four_tables_and_the_warning(sample_folder):
    names = ["alertes_flash.csv", "couverture.csv", "exemple.toml", "incidents.csv", "indice_risque.csv"]
    assert {month: sorted(bytes_of(sample_folder / str(month))) for month in sample_months()} == dict.fromkeys(
        sample_months(), names
    )


def test_default_months_are_those_of_the_reports_and_the_month_before_each():
    reports = [Month(2020, 9), Month(2021, 11)]
    assert list(default_months()) == [month for report in reports for month in (report.previous, report)]


def test_twenty_months_are_written_quickly(tmp_path):
    start = time.perf_counter()
    write_sample(tmp_path, months=sample_months())
    assert time.perf_counter() - start < _LONGEST
