"""What a reader without scripts sees: the map as a plain drawing, its legend and its numbers."""

from collections.abc import Iterable

from markupsafe import Markup

from annexmaps.render.web.still_drawing import still_drawing, still_swatch
from annexmaps.spec import MapSpec, SideTable


def still_page(spec: MapSpec) -> str:
    """Return title, drawing, legend, tables and notes of `spec` as HTML without script; every text is escaped."""
    page = spec.page
    parts = [
        Markup("<p><b>{}</b></p>").format(page.ribbon) if page.ribbon else Markup(""),
        Markup("<h1>{}</h1><p><b>{}</b> · {}</p>").format(page.title, page.sharing, page.subtitle),
        Markup("<p><b>{}</b></p>").format(page.empty) if page.empty else Markup(""),
        still_drawing(spec),
        *(_legend_list(spec)),
        *(_table(table) for table in spec.tables),
        *(Markup("<p>{}</p>").format(f"{item.number} {item.text}") for item in spec.items),
        *(_told((*page.notes, page.sources, page.dates, page.disclaimer, page.schematic, page.producer))),
    ]
    return Markup('<div class="still">{}</div>').format(Markup("").join(parts))


def _told(texts: Iterable[str]) -> Iterable[Markup]:
    return (Markup("<p>{}</p>").format(text) for text in texts if text)


def _legend_list(spec: MapSpec) -> Iterable[Markup]:
    for legend in spec.legends:
        lines = Markup("").join(
            Markup("<li>{}<span>{} {}</span></li>").format(still_swatch(line.symbol), line.label, line.count)
            for line in legend.lines
        )
        yield Markup("<h2>{}</h2><ul>{}</ul>").format(legend.title, lines)


def _table(table: SideTable) -> Markup:
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in table.columns)
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in table.rows
    )
    return Markup("<h2>{}</h2><table><tr>{}</tr>{}</table>").format(table.title, head, rows)
