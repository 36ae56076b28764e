"""The annex document of a month: a chapter for each annex, and one that says where the data come from and what they cannot say."""

from collections.abc import Sequence
from dataclasses import dataclass

from annexmaps.document import Block, Chapter, DocumentSpec, Heading, Paragraph, Picture, Table
from annexmaps.months import Month, month_label
from annexmaps.production.alt_texts import alt_text
from annexmaps.products.product import Product
from annexmaps.spec import ListSpec, MapSpec, Page
from annexmaps.words import Words, languages

# columns of the list that a sheet of paper has room for; the workbook holds them all
PRINTED = ("list_number", "date", "region", "cercle", "commune", "locality", "pcode", "category", "type", "women", "men", "girls", "boys",
           "perpetrator", "class")  # fmt: skip
_WIDTHS = {"list_number": 1.6, "date": 2.6, "region": 3.0, "pcode": 2.6, "category": 1.6, "type": 9.0, "women": 1.3, "men": 1.3,
           "girls": 1.3, "boys": 1.3, "perpetrator": 5.6, "class": 3.0}  # fmt: skip
_WIDTH = 4.0  # against the others, of the other columns
_NARROW = ("category", "women", "men", "girls", "boys")  # columns whose headers are shortened in print


@dataclass(frozen=True)
class DrawnAnnex:
    """One annex page: its specification, and for a map its picture, as dots and as lines."""

    spec: MapSpec | ListSpec
    png: bytes = b""
    pdf: bytes = b""


def make_document(
    annexes: Sequence[DrawnAnnex], *, month: Month, chapters: Sequence[Chapter] = (), absent: Sequence[Product] = ()
) -> DocumentSpec:
    """Return `annexes`, one at least, as a document; `chapters` follow them, before the sources.

    `absent` are the pages that are not made: a template that asks for one gets a sentence in its place.
    """
    first = annexes[0].spec
    words, page = Words(first.lang), first.page
    specs = [annex.spec for annex in annexes]
    return DocumentSpec(
        month=first.month,
        edition=first.edition,
        lang=first.lang,
        title=words("document.title", month=month_label(month, lang=first.lang)),
        subtitle=" · ".join((month_label(month, lang=first.lang), page.producer)),
        sharing=page.sharing,
        ribbon=page.ribbon,
        chapters=(*map(_chapter, annexes), *chapters, _sources(specs, words)),
        producer=page.producer,
        version=page.version.partition(" · ")[0],
        page_word=words("document.page"),
        texts={**_texts(page, month, words), **_absent(absent, words)},
        theme=first.theme,
    )


def annex_name(product: str, variant: str, lang: str) -> str:
    """Return by which name the document's bookmark and a template call an annex page: annexe_3, annexe_3_evolution."""
    words = Words(lang)
    name = words("document.name.annex", number=product)
    return f"{name}_{words(f'document.name.{variant}')}" if variant else name


def _chapter(annex: DrawnAnnex) -> Chapter:
    spec = annex.spec
    variant = spec.variant if isinstance(spec, MapSpec) else ""
    names = {lang: annex_name(spec.product, variant, lang) for lang in (spec.lang, *languages())}
    blocks: tuple[Block, ...]
    if isinstance(spec, MapSpec):
        blocks = (Picture(annex.png, spec.page.title, alt_text(spec), annex.pdf),)
        landscape = not spec.theme.page.is_portrait
    else:
        blocks, landscape = _list_blocks(spec), True
    name, *others = dict.fromkeys(names.values())
    return Chapter(name, spec.page.title, blocks, landscape, also=tuple(others))


def _list_blocks(listing: ListSpec) -> tuple[Block, ...]:
    words, page = Words(listing.lang), listing.page
    shown = [at for at, name in enumerate(listing.names) if name in PRINTED]
    left_out = [listing.columns[at] for at, name in enumerate(listing.names) if name not in (*PRINTED, "month")]
    heads = tuple(
        words(f"document.short.{listing.names[at]}") if listing.names[at] in _NARROW else listing.columns[at]
        for at in shown
    )
    notes = [*page.notes, *([words("document.more_columns", columns=", ".join(left_out))] if left_out else [])]
    table = Table(
        caption="",
        columns=heads,
        rows=tuple(tuple(row[at] for at in shown) for row in listing.rows),
        widths=tuple(_WIDTHS.get(listing.names[at], _WIDTH) for at in shown),
        right=tuple(listing.names[at] in (*_NARROW[1:], "list_number") for at in shown),
        alt=page.title,
    )
    rest: Block = table if listing.rows else Paragraph(words("document.no_rows"))
    return (
        Paragraph(page.title, "caption"),
        Paragraph(page.subtitle, "lead"),
        *(Paragraph(note, "note") for note in notes),
        rest,
    )


def _sources(specs: Sequence[MapSpec | ListSpec], words: Words) -> Chapter:
    first = specs[0].page
    names = {lang: Words(lang)("document.name.sources") for lang in (words.lang, *languages())}
    name, *others = dict.fromkeys(names.values())
    limits = [block for spec in specs for block in _limits(spec.page)]
    projections = dict.fromkeys(spec.page.projection for spec in specs if isinstance(spec, MapSpec))
    about = (first.disclaimer, *projections, first.schematic and words("boundaries.schematic.accuracy"))
    return Chapter(
        name,
        words("document.sources"),
        (
            Heading(words("document.sources")),
            *(Paragraph(text, "item") for text in _shared(specs, "sources", words)),
            *(Paragraph(text, "item") for text in _shared(specs, "dates", words)),
            *(Paragraph(text, "item") for text in about if text),
            Heading(words("document.limits"), 2),
            *limits,
            Paragraph(" · ".join(filter(None, (first.producer, first.sharing, first.ribbon))), "note"),
        ),
        also=tuple(others),
    )


def _limits(page: Page) -> tuple[Block, ...]:
    return (Paragraph(page.title, "lead"), *(Paragraph(text, "item") for text in (page.subtitle, *page.notes) if text))


def _shared(specs: Sequence[MapSpec | ListSpec], what: str, words: Words) -> list[str]:
    """Return each text of the pages once; those that not all pages share say whose they are."""
    owners: dict[str, list[str]] = {}
    for spec in specs:
        owners.setdefault(getattr(spec.page, what), []).append(spec.product)
    if len(owners) == 1:
        return list(owners)
    return [
        words("document.of_annexes", annexes=", ".join(dict.fromkeys(numbers)), text=text)
        for text, numbers in owners.items()
        if text
    ]


def _texts(page: Page, month: Month, words: Words) -> dict[str, str]:
    values = {
        "month": month_label(month, lang=words.lang),
        "organisation": page.producer,
        "sharing": page.sharing,
        "example": page.ribbon,
        "disclaimer": page.disclaimer,
    }
    # in every language, the document's own first
    spoken = dict.fromkeys((words.lang, *languages()))
    return {Words(lang)(f"document.name.{name}"): text for lang in spoken for name, text in values.items()}


def _absent(pages: Sequence[Product], words: Words) -> dict[str, str]:
    sentence = words("document.absent")
    return {annex_name(page.annex, page.variant, lang): sentence for page in pages for lang in languages()}
