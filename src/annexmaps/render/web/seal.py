"""The seal of a page: only the scripts and styles that stand in it may run, and nothing may be fetched."""

import base64
import hashlib
import re
from collections.abc import Iterable

PLACE = "<!-- seal -->"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def seal(page: str, *, also: Iterable[str] = (), images_from: str = "") -> str:
    """Return `page` with a Content-Security-Policy at PLACE that allows its own inline scripts and styles, by hash, and nothing else.

    `also` are scripts that stand in the page as text and are started by another; `images_from` is the one place (https://host)
    that the page may ask for pictures, empty for none.
    """
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes([*_SCRIPT.findall(page), *also])}",
            f"style-src {_hashes(_STYLE.findall(page))}",
            f"img-src {images_from} data:" if images_from else "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    rules = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="referrer" content="no-referrer">'
    )
    return page.replace(PLACE, rules, 1)


def _hashes(texts: list[str]) -> str:
    found = dict.fromkeys(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in found)
