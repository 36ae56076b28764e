"""What a row says of its place, where that leads, and the question that is left."""

from dataclasses import dataclass

from annexmaps.places.gazetteer import COUNTRY, Place

NOWHERE = Place(COUNTRY, "", "")


@dataclass(frozen=True)
class Declaration:
    """What a row says of its place, as read."""

    region: str = ""
    cercle: str = ""
    commune: str = ""
    pcode: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the row names no place at all."""
        return not (self.region or self.cercle or self.commune or self.pcode)


@dataclass(frozen=True)
class Question:
    """A spelling that only a person can settle."""

    admin_level: int
    spelling: str  # as declared
    parent: Place  # the last place that is sure; NOWHERE: the country


@dataclass(frozen=True)
class Reading:
    """A spelling that was read as a place though it is not one of its spellings."""

    spelling: str  # as declared
    place: Place
    how: str  # one_edit, decision, pcode_repaired, pcode_older


@dataclass(frozen=True)
class Placement:
    """Where a declaration leads, and how."""

    place: Place
    how: str  # pcode, pcode_repaired, pcode_older, name, alias, one_edit, decision; empty: nowhere
    reason: str = ""  # problem key: why it is not at commune level
    warnings: tuple[str, ...] = ()  # problem keys: what was settled and needs a look
    readings: tuple[Reading, ...] = ()  # what was read as something else
    question: Question | None = None
    named: Place = NOWHERE  # where the names lead, if the P-code leads elsewhere
