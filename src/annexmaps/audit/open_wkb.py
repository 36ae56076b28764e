"""Geometries of a GeoPackage: header, then well-known binary to its last byte."""

from dataclasses import dataclass, field

import shapely

_MAGIC = b"GP"  # GeoPackage 1.3, 2.1.3
_HEADER = 8  # bytes before the envelope
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by its code
_POINTS = (shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT)


@dataclass
class Geometries:
    """What the geometries of one table say: points apart from outlines."""

    points: list[tuple[float, float]] = field(default_factory=list)
    outlines: list[str] = field(default_factory=list)

    def take(self, blob: bytes) -> bool:
        """Read `blob` and tell whether it is a geometry and nothing else."""
        size = _ENVELOPES.get(blob[3] >> 1 & 7) if len(blob) > _HEADER and blob.startswith(_MAGIC) else None
        if size is None:
            return False
        body = blob[_HEADER + size :]
        shape = shapely.from_wkb(body, on_invalid="ignore")
        if shape is None or len(shapely.to_wkb(shape)) != len(body):
            return False
        for part in shapely.get_parts(shape) if not shape.is_empty else ():
            # as they are written in the file: a rounded number shows that it is one
            places = shapely.get_coordinates(part).tolist()
            if shapely.get_type_id(part) in _POINTS:
                self.points += [(x, y) for x, y in places]
            else:
                self.outlines += [f"{x!r} {y!r}" for x, y in places]
        return True
