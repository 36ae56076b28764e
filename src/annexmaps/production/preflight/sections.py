"""What a pre-flight says beside the problems: accounts, missing tables, months before, boundaries."""

from collections.abc import Iterable

from annexmaps.months import Month, month_name
from annexmaps.production.preflight.findings import Preflight
from annexmaps.products import all_products
from annexmaps.render.controle_spec import ControlSection, ControlTable
from annexmaps.words import Words

_COUNTS = {
    "read": "preflight.read",
    "mapped": "preflight.mapped",
    "aggregated": "preflight.aggregated",
    "unplaced": "preflight_page.unplaced",
    "set_aside": "preflight_page.set_aside",
    "counted": "preflight_page.counted",
}  # of a table's rows, with the words of their columns


def account_lines(preflight: Preflight, *, words: Words) -> tuple[str, ...]:
    """Return where the rows of each table went, a sentence each."""
    return tuple(_account_line(name, preflight, words) for name in preflight.accounts)


def missing_tables(preflight: Preflight, *, words: Words) -> tuple[str, ...]:
    """Return what each table that is missing means for the annexes, a sentence each."""
    return tuple(_missing_table(name, words) for name in preflight.missing)


def make_verdict(preflight: Preflight, *, words: Words) -> str:
    """Return how many rows are on no map, and how many cases to check and notes there are."""
    if not preflight.to_check and not preflight.unmapped:
        return words("preflight_page.verdict_clean")
    counts = {"warnings": preflight.count("warning"), "notes": preflight.count("note")}
    return words("preflight_page.verdict", refused=preflight.set_aside, unplaced=preflight.unplaced, **counts)


def waiting_line(preflight: Preflight, *, words: Words) -> str:
    """Return how many decisions wait and where they are made, empty if none does."""
    return words("preflight_page.waiting", count=preflight.waiting) if preflight.waiting else ""


def account_table(preflight: Preflight, *, words: Words) -> ControlTable:
    """Return where the rows of each table went, as a table with its total."""
    counts = {name: _counts(name, preflight) for name in preflight.accounts}
    rows: list[tuple[str | int, ...]] = [
        (_table_title(name, preflight, words), preflight.sources[name].shown, *found.values())
        for name, found in counts.items()
    ]
    width = len(_COUNTS)
    absent = [
        (words(f"table_title.{name}"), words("preflight_page.absent"), *("–",) * width) for name in preflight.missing
    ]
    totals = [sum(found[count] for found in counts.values()) for count in _COUNTS]
    return ControlTable(
        words("preflight_page.accounts"),
        words("preflight_page.accounts_note"),
        (words("preflight.table"), words("preflight.file"), *(words(key) for key in _COUNTS.values())),
        (*rows, *absent, (words("preflight_page.total"), "", *totals)),
    )


def _counts(name: str, preflight: Preflight) -> dict[str, int]:
    """Return the counts of one table; read is the sum of the next four."""
    account, listed = preflight.accounts[name], preflight.listed[name]
    found = {"read": account.read, "mapped": account.mapped, "aggregated": account.aggregated}
    return {
        **found,
        "unplaced": listed.unplaced,
        "set_aside": listed.set_aside,
        "counted": account.read - listed.set_aside,
    }


def _account_line(name: str, preflight: Preflight, words: Words) -> str:
    title, file = _table_title(name, preflight, words), preflight.sources[name].shown
    if not preflight.accounts[name].read:
        return words("preflight_page.row_account_empty", table=title, file=file)
    return words("preflight_page.row_account", table=title, file=file, **_counts(name, preflight))


def _table_title(name: str, preflight: Preflight, words: Words) -> str:
    """Return the title of a table, with its incomplete forms if it has some."""
    title, count = words(f"table_title.{name}"), preflight.listed[name].incomplete
    return f"{title}, {words('preflight_page.incomplete', count=count)}" if count else title


def missing_section(preflight: Preflight, *, words: Words) -> ControlSection:
    """Return which tables are missing and what that means for the annexes."""
    sentences = missing_tables(preflight, words=words) or (words("preflight_page.missing_none"),)
    return ControlSection(words("preflight_page.missing"), sentences)


def _missing_table(name: str, words: Words) -> str:
    products = all_products()
    lost = ", ".join(dict.fromkeys(product.annex for product in products if name in product.needs))
    helped = ", ".join(dict.fromkeys(product.annex for product in products if name in product.helped_by))
    key = "preflight_page.missing_helps" if helped else "preflight_page.missing_table"
    return words(key, table=words(f"table_title.{name}"), annexes=lost, helped=helped)


def month_section(preflight: Preflight, *, words: Words) -> ControlSection:
    """Return which months before were read, and which are missing."""
    read, gaps = (_month_list(months, words) for months in (preflight.earlier, preflight.gaps))
    paragraphs = [words("preflight_page.months_read", months=read) if read else words("preflight_page.months_none")]
    if gaps:
        paragraphs.append(words("preflight_page.months_absent", months=gaps))
    return ControlSection(words("preflight_page.months"), tuple(paragraphs))


def _month_list(months: Iterable[Month], words: Words) -> str:
    return ", ".join(f"{month_name(month, lang=words.lang)} {month.year}" for month in months)


def rules_section(preflight: Preflight, *, words: Words) -> ControlSection:
    """Return which disclosure rules the configuration loosens, a line each."""
    key = "preflight_page.rules_loosened" if preflight.loosened else "preflight_page.rules_default"
    return ControlSection(words("preflight_page.rules"), (words(key), *preflight.loosened))


def boundary_section(preflight: Preflight, *, words: Words) -> ControlSection:
    """Return in which boundaries places were looked for."""
    used = preflight.boundaries
    told = words("preflight_page.boundaries_used", title=used.title_in(words.lang), frame=used.frame)
    accuracy = (words("boundaries.schematic.accuracy"),) if used.schematic else ()
    return ControlSection(words("preflight_page.boundaries"), (told, *accuracy))
