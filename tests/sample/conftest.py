import pytest

from annexmaps.sample import sample_months, write_sample


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("sample")
    write_sample(out, months=sample_months())
    return out
