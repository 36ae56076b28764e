"""The doctor tells what is there, what is missing, and what a build can do without."""

from pathlib import Path

import pytest

from annexmaps.production import doctor
from annexmaps.production.doctor import State, examine
from annexmaps.words import languages


def states(folder: Path, **options: object) -> dict[str, State]:
    found = examine(folder, **({"out": folder / "maps"} | options))  # type: ignore[arg-type]
    return {finding.subject: finding.state for finding in found}


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))


def test_a_fresh_machine_has_nothing_to_mend_and_no_official_boundaries(tmp_path: Path) -> None:
    found = states(tmp_path)
    assert State.BAD not in found.values()
    assert (found["installed"], found["configuration"]) == (State.WARNING, State.OPTIONAL)
    assert "network" not in found


@pytest.mark.parametrize(("answers", "state"), [(True, State.GOOD), (False, State.OPTIONAL)])
def test_a_build_does_without_the_network(tmp_path: Path, answers: bool, state: State) -> None:
    assert states(tmp_path, reach=lambda: answers)["network"] == state


def test_a_configuration_that_cannot_be_used_is_to_be_mended(tmp_path: Path) -> None:
    (tmp_path / "annexmaps.toml").write_text("[risk_indx]\n", encoding="utf-8")
    finding = next(one for one in examine(tmp_path, out=tmp_path) if one.subject == "configuration")
    assert finding.state == State.BAD
    assert "risk_index" in finding.sentence("fr")


@pytest.mark.parametrize(("name", "state"), [("here.geojson", State.GOOD), ("gone.geojson", State.BAD)])
def test_boundaries_that_the_configuration_names_are_looked_for(tmp_path: Path, name: str, state: State) -> None:
    (tmp_path / "here.geojson").touch()
    path = (tmp_path / name).as_posix()
    (tmp_path / "annexmaps.toml").write_text(f'[boundaries]\nname = "{path}"\n', encoding="utf-8")
    found = states(tmp_path)
    assert (found["chosen"], "installed" in found) == (state, False)


def test_a_folder_that_cannot_be_written_into_is_to_be_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    found = states(tmp_path)
    assert (found["out"], found["home"]) == (State.BAD, State.BAD)


def test_an_old_or_absent_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = ["numpy>=2.0", "pandas>=99", "nowhere>=1", 'elsewhere>=1; extra == "cluster"', 'other>=1; extra == "dev"']
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: wanted)
    found = {one.subject: one for one in examine(tmp_path, out=tmp_path)}
    assert (found["packages"].state, found["packages"].values["names"]) == (State.BAD, "nowhere>=1, pandas>=99")
    assert (found["cluster"].state, found["cluster"].values["names"]) == (State.OPTIONAL, "elsewhere")


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_SPACE", 10**12)
    assert states(tmp_path)["space"] == State.WARNING


def test_damaged_boundaries_are_to_be_mended(tmp_path: Path) -> None:
    (tmp_path / "home" / "boundaries" / "broken").mkdir(parents=True)
    assert states(tmp_path)["schematic"] == State.BAD


@pytest.mark.parametrize("lang", languages())
def test_every_finding_has_a_sentence(tmp_path: Path, lang: str) -> None:
    assert all(finding.sentence(lang) for finding in examine(tmp_path, out=tmp_path, reach=lambda: False))
