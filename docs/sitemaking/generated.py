"""The generated parts of the reference, by the name that pages call them by."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sitemaking.columns_reference import columns_of_tables, lists_of_terms
from sitemaking.commands_reference import commands
from sitemaking.settings_reference import settings

# each takes the language and the headers of its tables
GENERATED: Mapping[str, Callable[[str, tuple[str, ...]], str]] = MappingProxyType(
    {"columns": columns_of_tables, "terms": lists_of_terms, "commands": commands, "settings": settings}
)
