"""A grid over the communes for many points: most cells lie wholly in one commune, only points of the others are tested."""

from dataclasses import dataclass

import numpy as np
import shapely

from annexmaps.places.grid_frame import Frame, frame_around
from annexmaps.places.holding import NOWHERE, Degrees, Positions, Shapes, lowest_holders

CELLS_ACROSS = 2048  # columns and rows
_SHARED = -2  # in place of a commune: a border runs through the cell
_AT_ONCE = 1 << 15  # points whose cells are worked out together: they stay in the processor's cache


@dataclass(frozen=True)
class CommuneGrid:
    """Cells with the position of the commune that holds them wholly, and the candidates of those that none does."""

    shapes: Shapes  # of the communes, prepared
    frame: Frame
    holders: Positions  # one a cell: a commune's position, NOWHERE or _SHARED
    shared: Positions  # cells with a border, sorted
    starts: Positions  # of each shared cell's candidates, and the end of the last
    candidates: Positions  # positions of communes


def make_commune_grid(shapes: Shapes, *, cells_across: int = CELLS_ACROSS) -> CommuneGrid:
    """Return the grid over `shapes`, the polygons of the communes (EPSG:4326) in the order of their P-codes.

    Nothing is taken for granted: communes may overlap, leave gaps, have holes and parts.
    """
    # what is prepared stays with the shapes: it changes how fast they answer, not what
    shapely.prepare(shapes)
    frame = frame_around(shapely.total_bounds(shapes), cells_across)
    cells, communes = _border_cells(shapes, frame)
    within, holders_within = _cells_within(cells, communes, shapes, frame)
    holders: Positions = np.full(
        frame.cells, NOWHERE, dtype=np.int16 if len(shapes) < np.iinfo(np.int16).max else np.int32
    )
    holders[cells] = _SHARED
    # where communes overlap, a border may run through a cell that another commune holds wholly
    both = holders[within] == _SHARED
    cells, communes = np.concatenate([cells, within[both]]), np.concatenate([communes, holders_within[both]])
    holders[within[~both]] = holders_within[~both]
    # by cell, and in each cell by commune
    pairs: Positions = np.sort(cells * len(shapes) + communes)
    cells, candidates = pairs // len(shapes), pairs % len(shapes)
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    ends: Positions = np.append(starts, len(cells))
    return CommuneGrid(shapes, frame, holders, cells[starts], ends, candidates.astype(holders.dtype))


def positions_at(longitudes: Degrees, latitudes: Degrees, grid: CommuneGrid) -> Positions:
    """Return the position of the commune at each point (EPSG:4326), NOWHERE outside or where a coordinate is missing."""
    found = np.empty(len(longitudes), dtype=grid.holders.dtype)
    for start in range(0, len(longitudes), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        cells = grid.frame.cells_of(longitudes[part], latitudes[part])
        np.take(grid.holders, cells, out=found[part], mode="clip")
    open_points = np.flatnonzero(found == _SHARED)
    found[open_points] = _test(longitudes[open_points], latitudes[open_points], grid)
    return found


def _test(longitudes: Degrees, latitudes: Degrees, grid: CommuneGrid) -> Positions:
    slots = np.searchsorted(grid.shared, grid.frame.cells_of(longitudes, latitudes))
    first = grid.starts[slots]
    counts = grid.starts[slots + 1] - first
    return lowest_holders(longitudes, latitudes, grid.shapes, first=first, counts=counts, candidates=grid.candidates)


def _border_cells(shapes: Shapes, frame: Frame) -> tuple[Positions, Positions]:
    """Return the cells that the borders of each commune touch: cells and communes, by commune and then by cell."""
    parts, commune_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    corners, ring_of_corner = shapely.get_coordinates(rings, return_index=True)
    along = ring_of_corner[1:] == ring_of_corner[:-1]
    cells, sides = frame.cells_along(corners[:-1][along], corners[1:][along])
    communes = commune_of_part[part_of_ring[ring_of_corner[:-1][along][sides]]]
    pairs = _once(communes.astype(np.int64) * frame.cells + cells)
    return pairs % frame.cells, pairs // frame.cells


def _cells_within(cells: Positions, communes: Positions, shapes: Shapes, frame: Frame) -> tuple[Positions, Positions]:
    """Return the cells that each commune holds wholly, those of the lowest position last.

    Between two border cells of a commune in one row all cells are in it or none is: one point tells.
    """
    same_row = (communes[1:] == communes[:-1]) & (frame.rows_of(cells[1:]) == frame.rows_of(cells[:-1]))
    gaps = np.flatnonzero(same_row & (np.diff(cells) > 1))[::-1]
    first, last, holder = cells[gaps] + 1, cells[gaps + 1], communes[gaps]
    inside = shapely.intersects_xy(shapes[holder], *frame.centres_of(first))
    first, lengths = first[inside], (last - first)[inside]
    return _ranges(first, lengths), np.repeat(holder[inside], lengths)


def _once(values: Positions) -> Positions:
    """Return `values` sorted, each once; numpy's own way is several times slower."""
    ordered: Positions = np.sort(values)
    once: Positions = ordered[np.diff(ordered, prepend=-1) != 0]
    return once


def _ranges(starts: Positions, lengths: Positions) -> Positions:
    """Return start, start + 1, … of each length, one after the other."""
    before = np.cumsum(lengths) - lengths
    ranges: Positions = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return ranges
