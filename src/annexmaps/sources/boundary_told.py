"""What boundaries must tell of themselves, because every map made of them must print it: their country and their date."""

from annexmaps.errors import BoundariesError
from annexmaps.sources import boundary_frames
from annexmaps.sources.boundary_store import SetFacts


def refuse_untold(facts: SetFacts, *, file: str) -> None:
    """Return if the maps of the set can say its country and its date; else BoundariesError, which names `file` and what is missing.

    Boundaries of the code list's country may lack the date: their division is found from their codes.
    """
    of_code_list = facts.country == boundary_frames.COUNTRY
    country, date = bool(facts.country_name), bool(facts.date) or of_code_list
    if country and date:
        return
    missing = "country" if date else "date" if country else "country_nor_date"
    raise BoundariesError(f"boundaries.no_{missing}", file=file)
