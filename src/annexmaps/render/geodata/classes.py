"""The classes of a map as its legends name them."""

from collections.abc import Iterable, Iterator

from annexmaps.spec import AreaLayer, LegendLine, MapSpec, Symbol


def area_classes(layer: AreaLayer, spec: MapSpec) -> tuple[tuple[str, str, Symbol], ...]:
    """Return key, label and symbol of each class of `layer`, in its order."""
    return tuple((key, label_of(key, symbol, spec), symbol) for key, symbol in layer.symbols.items())


def sign_classes(layer: AreaLayer, spec: MapSpec) -> tuple[tuple[str, str, Symbol], ...]:
    """Return key, label and symbol of each sign of `layer`."""
    return tuple((key, label_of(key, symbol, spec), symbol) for key, symbol in layer.signs.items())


def circle_classes(spec: MapSpec) -> tuple[tuple[str, str, Symbol], ...]:
    """Return key, label and symbol of each class that circles come in, low to high; none where circles are proportional."""
    used = {circle.key for circle in spec.circles if circle.key}
    lines = next((legend.lines for legend in spec.legends if used and used <= {line.key for line in legend.lines}), ())
    return tuple((line.key, line.label, line.symbol) for line in reversed(lines))


def mark_classes(spec: MapSpec) -> tuple[tuple[str, str, Symbol], ...]:
    """Return key, label and symbol of each class of marks."""
    labels = dict(spec.record_classes)
    return tuple(
        (key, labels.get(key) or label_of(key, symbol, spec), symbol) for key, symbol in spec.mark_symbols.items()
    )


def label_of(key: str, symbol: Symbol, spec: MapSpec) -> str:
    """Return what the legends of `spec` call the class `key`, the line drawn with `symbol` first; the key where none does."""
    lines = [line for line in _lines(spec) if line.key == key]
    same = (line.label for line in lines if line.symbol == symbol)
    return next(same, "") or next((line.label for line in lines), key)


def codes_of(classes: Iterable[tuple[str, str, Symbol]]) -> tuple[tuple[str, str], ...]:
    """Return key and label of `classes`."""
    return tuple((key, label) for key, label, _ in classes)


def _lines(spec: MapSpec) -> Iterator[LegendLine]:
    for legend in spec.legends:
        yield from legend.lines
