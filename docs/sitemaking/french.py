"""French typography: no line may begin with the sign that ends the one before."""

import re

NO_BREAK = "\u00a0"
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", flags=re.DOTALL)
_BEFORE = re.compile(r" (?=[:;?!»](?:[\s*.,)]|$))")
_AFTER = re.compile(r"(?<=«) ")


def french_spaces(text: str) -> str:
    """Return the Markdown `text` with a no-break space before : ; ? ! and inside « », but for what is code."""
    parts = _CODE.split(text)
    # every other part is code
    parts[::2] = [_AFTER.sub(NO_BREAK, _BEFORE.sub(NO_BREAK, part)) for part in parts[::2]]
    return "".join(parts)
