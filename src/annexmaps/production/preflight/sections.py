"""What a pre-flight says beside the problems: accounts, missing tables, months before, boundaries."""

from collections.abc import Iterable

from annexmaps.months import Month, month_name
from annexmaps.production.preflight.findings import Preflight
from annexmaps.products import all_products
from annexmaps.render.controle_spec import ControlSection, ControlTable
from annexmaps.words import Words


def account_lines(preflight: Preflight, *, words: Words) -> tuple[str, ...]:
    """Return where the rows of each table went, a sentence each."""
    return tuple(
        words("build.rows", table=words(f"table.{name}"), **account.__dict__)
        for name, account in preflight.accounts.items()
    )


def missing_tables(preflight: Preflight, *, words: Words) -> tuple[str, ...]:
    """Return what each table that is missing means for the annexes, a sentence each."""
    return tuple(_missing_table(name, words) for name in preflight.missing)


def make_verdict(preflight: Preflight, *, words: Words) -> str:
    """Return how many rows were lost, points are to check and notes there are."""
    if not preflight.to_check and not preflight.unmapped:
        return words("preflight_page.verdict_clean")
    counts = {"warnings": preflight.count("warning"), "notes": preflight.count("note")}
    return words("preflight_page.verdict", listed=preflight.unmapped, **counts)


def account_table(preflight: Preflight, *, words: Words) -> ControlTable:
    """Return where the rows of each table went, as a table with its total."""
    rows: list[tuple[str | int, ...]] = [
        (words(f"table.{name}"), preflight.sources[name].shown, *_counts(account.__dict__))
        for name, account in preflight.accounts.items()
    ]
    absent = [(words(f"table.{name}"), words("preflight_page.absent"), *("–",) * 4) for name in preflight.missing]
    totals = [sum(int(row[at]) for row in rows) for at in range(2, 6)]
    columns = ("preflight.table", "preflight.file", "preflight.read", "preflight.mapped", "preflight.aggregated")
    return ControlTable(
        words("preflight_page.accounts"),
        words("preflight_page.accounts_note"),
        (*map(words, columns), words("preflight_page.listed")),
        (*rows, *absent, (words("preflight_page.total"), "", *totals)),
    )


def _counts(account: dict[str, int]) -> tuple[int, ...]:
    return tuple(account[name] for name in ("read", "mapped", "aggregated", "listed"))


def missing_section(preflight: Preflight, *, words: Words) -> ControlSection:
    """Return which tables are missing and what that means for the annexes."""
    sentences = missing_tables(preflight, words=words) or (words("preflight_page.missing_none"),)
    return ControlSection(words("preflight_page.missing"), sentences)


def _missing_table(name: str, words: Words) -> str:
    products = all_products()
    lost = ", ".join(dict.fromkeys(product.annex for product in products if name in product.needs))
    helped = ", ".join(dict.fromkeys(product.annex for product in products if name in product.helped_by))
    key = "preflight_page.missing_helps" if helped else "preflight_page.missing_table"
    return words(key, table=words(f"table.{name}"), annexes=lost, helped=helped)


def month_section(preflight: Preflight, *, words: Words) -> ControlSection:
    """Return which months before were read, and which are missing."""
    read, gaps = (_month_list(months, words) for months in (preflight.earlier, preflight.gaps))
    paragraphs = [words("preflight_page.months_read", months=read) if read else words("preflight_page.months_none")]
    if gaps:
        paragraphs.append(words("preflight_page.months_absent", months=gaps))
    return ControlSection(words("preflight_page.months"), tuple(paragraphs))


def _month_list(months: Iterable[Month], words: Words) -> str:
    return ", ".join(f"{month_name(month, lang=words.lang)} {month.year}" for month in months)


def boundary_section(preflight: Preflight, *, words: Words) -> ControlSection:
    """Return in which boundaries places were looked for."""
    used = preflight.boundaries
    told = words("preflight_page.boundaries_used", title=used.title_in(words.lang), frame=used.frame)
    accuracy = (words("boundaries.schematic.accuracy"),) if used.schematic else ()
    return ControlSection(words("preflight_page.boundaries"), (told, *accuracy))
