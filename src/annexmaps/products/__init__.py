"""The registry of annexes: one module `annex_<n>_<slug>.py` an annex, found by listing this folder."""

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annexmaps.products.product import Product


def product_modules() -> dict[str, str]:
    """Return the module name of each annex by its number, in order; nothing is imported."""
    found = {}
    for module in iter_modules(__path__):
        name = re.fullmatch(r"annex_([0-9]+[a-z]?)_(\w+)", module.name)
        if name:
            found[name[1]] = module.name
    return dict(sorted(found.items(), key=lambda item: (len(item[0]), item[0])))


def product_slug(number: str) -> str:
    """Return the slug of annex `number`, as in file names: risk-index."""
    return product_modules()[number].split("_", 2)[2].replace("_", "-")


def find_product(number: str) -> "Product":
    """Return annex `number`. KeyError if there is none."""
    module = import_module(f"{__name__}.{product_modules()[number]}")
    product: Product = module.PRODUCT
    return product


def all_products() -> "tuple[Product, ...]":
    """Return every annex, in order."""
    return tuple(find_product(number) for number in product_modules())
