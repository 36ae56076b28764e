"""What every format of a map keeps: the same bytes everywhere, and nothing of the machine in them."""

import getpass
import hashlib
import os
import socket
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from marked_page import marked_spec
from square_country import square_page

from annexmaps.production.files import publish
from annexmaps.render.formats import RENDERERS

MAPS = [name for name, renderer in RENDERERS.items() if renderer.kind == "map"]
HERE = Path(__file__).parent
CODE = (
    "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from marked_page import marked_spec;"
    "from annexmaps.render.formats import RENDERERS;"
    "[print(name, hashlib.sha256(RENDERERS[name].draw(marked_spec())).hexdigest()) for name in sys.argv[2:]]"
)


def inflated(content):
    # every compressed part of a PDF, after the file itself
    parts = [content]
    for part in content.split(b"stream\n")[1::2]:
        try:
            parts.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture(scope="module")
def drawn():
    return {name: RENDERERS[name].draw(marked_spec()) for name in MAPS}


def test_the_bytes_are_the_same_on_another_day_in_another_place(drawn, tmp_path):
    elsewhere = {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "SOURCE_DATE_EPOCH": "86400",
        "LC_ALL": "C",
        "USER": "another",
    }
    command = [sys.executable, "-c", CODE, str(HERE), *MAPS]
    other = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=tmp_path, env={**os.environ, **elsewhere}
    )
    assert dict(line.split() for line in other.stdout.splitlines()) == {
        name: hashlib.sha256(content).hexdigest() for name, content in drawn.items()
    }


@pytest.mark.parametrize("name", MAPS)
def test_nothing_of_the_machine_is_in_the_file(drawn, name):
    told = [
        str(Path.home()),
        str(Path.cwd()),
        str(HERE),
        socket.gethostname(),
        "site-packages",
        "atplotlib",
        "GDAL",
        "Pillow",
    ]
    told += [getpass.getuser()] if len(getpass.getuser()) > 5 else []
    content = inflated(drawn[name])
    assert [words for words in told if len(words) > 3 and words.encode() in content] == []


@pytest.mark.parametrize("name", MAPS)
def test_a_readers_matplotlib_settings_change_nothing(drawn, name):
    import matplotlib

    theirs = {
        "font.size": 30,
        "savefig.dpi": 50,
        "text.hinting": "force_autohint",
        "pdf.fonttype": 3,
        "savefig.transparent": True,
    }
    with matplotlib.rc_context(theirs):
        assert RENDERERS[name].draw(marked_spec()) == drawn[name]


@pytest.mark.parametrize("name", ["pdf", "svg"])
@pytest.mark.parametrize(
    "text", ["حماية المدنيين 保護 ߒߞߏ Ɛɲɛ", ")]] Tj (\\( %%EOF", "]]> --> &#x26; <!DOCTYPE a>", "é\u0301\x07\x00"]
)
def test_any_text_makes_a_file_that_reads_back(name, text, tmp_path):
    spec = marked_spec(page=square_page(title=text, subtitle=text, sharing=text, notes=(text,)))
    publish({tmp_path / f"page.{name}": RENDERERS[name].draw(spec)})
    assert [path.name for path in tmp_path.iterdir()] == [f"page.{name}"]
