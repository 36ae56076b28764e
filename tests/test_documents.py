from pathlib import Path

from annexmaps.config import read_config

ROOT = Path(__file__).parents[1]


def test_the_documented_configuration_is_one(tmp_path: Path) -> None:
    read = read_config(ROOT / "docs" / "annexmaps.toml")
    assert read.organisation.name == "Cluster Protection Mali"
    assert read.risk_index.limits == (6, 15, 20)


def test_the_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 200
