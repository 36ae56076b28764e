import base64
import zlib

import pytest

from annexmaps.audit.layers import Fault, Layer
from annexmaps.audit.open_packed import packed_layers
from annexmaps.audit.opening import open_file
from annexmaps.render.web.page import own_program


def packed(text: str, *, after: bytes = b"") -> str:
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(stream.compress(text.encode()) + stream.flush() + after).decode()


def test_what_a_packed_island_says_is_opened_value_by_value() -> None:
    parts = list(packed_layers(packed('{"name":["Awa Diarra",-4.123]}')))
    assert "Awa Diarra -4.123\nAwa Diarra\n-4.123" in [part.text for part in parts if isinstance(part, Layer)]
    assert not [part for part in parts if isinstance(part, Fault)]


@pytest.mark.parametrize(
    "code",
    [
        "no base64!",
        base64.b64encode(b"no stream").decode(),
        packed("{}", after=b"Awa"),
        packed("{}")[:2] + "A=",
        packed("{"),
    ],
    ids=["no base64", "no stream", "more behind it", "cut short", "no JSON"],
)
def test_what_cannot_be_opened_whole_is_a_fault(code: str) -> None:
    assert "damaged" in [part.key for part in packed_layers(code) if isinstance(part, Fault)]


@pytest.mark.parametrize(("program", "told"), [("say('Awa Diarra')", True), ("", False)], ids=["another", "ours"])
def test_a_packed_program_is_read_unless_it_is_ours(program: str, told: bool) -> None:
    code = packed(program or own_program())
    page = f'<!DOCTYPE html><script type="text/plain" id="annexmaps-program">{code}</script>'
    texts = [part.text for part in open_file("page.html", page.encode()) if isinstance(part, Layer)]
    assert any("Awa Diarra" in text for text in texts) is told
    assert not any("leaflet" in text.lower() for text in texts)
