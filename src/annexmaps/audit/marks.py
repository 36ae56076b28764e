"""Marks drawn as lines: outside the office a circle or sign inside the map's frame is a coordinate that can be read back."""

import math
import re
from collections.abc import Iterable, Iterator

from annexmaps.audit.layers import Fault

# points of the page (1/72 inch)
_SMALLEST, _LARGEST = 1.0, 40.0  # radius of a mark
_ROUND = 0.004  # of the radius: how far a corner of a mark may lie off its circle
_MOST_CORNERS = 24
_WHOLE_PAGE = 0.8  # of the page's area: a clip as large is no frame
_PDF_CLIP = re.compile(rb"\bre\s+W\s+n\b|\bQ\b|\bq\b")
_BOX_LENGTH = 90  # letters that the four numbers of a clip take at most
_PDF_PATH = re.compile(rb"([\d.\-]+ [\d.\-]+)\s+m\s+((?:(?:[\d.\-]+\s+){2}l\s+|(?:[\d.\-]+\s+){6}c\s+){2,24})h\b")
_NUMBER = re.compile(rb"-?\d*\.?\d+")
_STEP = re.compile(rb"((?:[\d.\-]+\s+)+)([lc])")
_SVG_CLIP = re.compile(rb'<clipPath id="([^"]+)">\s*<rect ([^>]*)/>')
_SVG_SIZE = re.compile(rb'(width|height)="([\d.]+)')
_SVG_DRAWN = re.compile(rb'<(?:path|g|use|circle|ellipse) [^>]*clip-path="url\(#([^)"]+)\)"[^>]*>')
_SVG_PATH = re.compile(rb'\bd="M ([\d.\-]+ [\d.\-]+)\s+((?:[LC] [\d.\-\s]+){2,24})[zZ]')
_SVG_STEP = re.compile(rb"[LC] ([\d.\-\s]+)")

_Point = tuple[float, float]


def marks_of_pdf(content: bytes, *, area: float) -> Iterator[Fault]:
    """Yield a fault if the page drawing `content`, of `area` square points, has marks inside a frame."""
    frames = _frames_of_pdf(content, area)
    count = sum(
        1
        for path in _PDF_PATH.finditer(content)
        if _inside(path.start(), frames) and is_mark(_corners(path[1], path[2]))
    )
    if count:
        yield Fault("drawing", "marks", str(count))


def marks_of_svg(content: bytes) -> Iterator[Fault]:
    """Yield a fault if the drawing `content` has marks inside a frame, as paths, circles or copies of a sign."""
    head = dict(_SVG_SIZE.findall(content[content.find(b"<svg") : content.find(b">", content.find(b"<svg"))]))
    area = float(head.get(b"width", 0)) * float(head.get(b"height", 0))
    small = set()
    for name, box in _SVG_CLIP.findall(content):
        sides = dict(_SVG_SIZE.findall(box))
        if area and float(sides.get(b"width", 0)) * float(sides.get(b"height", 0)) < _WHOLE_PAGE * area:
            small.add(name)
    count = 0
    for drawn in _SVG_DRAWN.finditer(content):
        if drawn[1] not in small:
            continue
        if not drawn[0].startswith((b"<path", b"<g")):
            count += 1
        path = _SVG_PATH.search(drawn[0])
        count += bool(path and is_mark([_last_two(path[1]), *(_last_two(step) for step in _SVG_STEP.findall(path[2]))]))
    if count:
        yield Fault("drawing", "marks", str(count))


def is_mark(corners: Iterable[_Point]) -> bool:
    """Tell whether `corners` are those of a circle, a sector or a regular sign of the size of a mark."""
    points = list(dict.fromkeys(corners))
    if not 3 <= len(points) <= _MOST_CORNERS:
        return False
    return _is_regular(points) or (len(points) > 4 and _is_regular(points[1:]))


def _is_regular(points: list[_Point]) -> bool:
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    radii = [math.hypot(left - x, up - y) for left, up in points]
    radius = sum(radii) / len(radii)
    if not _SMALLEST <= radius <= _LARGEST or max(radii) - min(radii) > 2 * _ROUND * radius:
        return False
    sides = [math.dist(one, other) for one, other in zip(points, [*points[1:], points[0]], strict=True)]
    return max(sides) - min(sides) <= 4 * _ROUND * radius


def _frames_of_pdf(content: bytes, area: float) -> list[tuple[int, int]]:
    """Return from where to where `content` draws within a clip smaller than the page."""
    frames, open_at, depth, inner = [], -1, 0, 0
    for sign in _PDF_CLIP.finditer(content):
        if sign[0] == b"q":
            depth += 1
        elif sign[0] == b"Q":
            depth -= 1
            if open_at >= 0 and depth < inner:
                frames.append((open_at, sign.start()))
                open_at = -1
        elif open_at < 0 and _area(content[max(0, sign.start() - _BOX_LENGTH) : sign.start()]) < _WHOLE_PAGE * area:
            open_at, inner = sign.end(), depth
    return frames


def _area(numbers: bytes) -> float:
    width, height = _last_two(numbers)
    return abs(width * height)


def _inside(position: int, frames: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in frames)


def _corners(first: bytes, steps: bytes) -> list[_Point]:
    return [_last_two(first), *(_last_two(step) for step, _ in _STEP.findall(steps))]


def _last_two(numbers: bytes) -> _Point:
    found = _NUMBER.findall(numbers)[-2:]
    return float(found[0]), float(found[1])
