"""What an office changes of the rules: the [disclosure] section of its configuration, checked setting by setting."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any

from annexmaps.errors import ConfigError
from annexmaps.vocabulary import codes, sensitive_types

DATES = ("month", "day")  # from the stricter on
RANGES = {  # lowest and highest value
    "coordinate_decimals": (0, 6),
    "smallest_monitor_cell": (0, 1000),
    "smallest_cell": (2, 1000),
    "lowest_level": (1, 3),
    "types": (0, 3),
}
MORE_IS_LOOSER = ("coordinate_decimals", "lowest_level", "types")
_FIXED = ("form",)
_SECTION = "disclosure"


def apply_overrides(defaults: Mapping[str, Any], given: Mapping[str, Any], *, file: str) -> dict[str, Any]:
    """Return the sections of `defaults` with those settings changed that `given`, the [disclosure] of `file`, names.

    Raises ConfigError for a section, setting, table, column or type that does not exist, a value of the wrong kind or out of range,
    a column that may never leave the office, and for rules that protect sensitive types less and that nobody answers for.
    """
    known = [name for name in defaults if name != "never_outside"]
    sections = deepcopy(dict(defaults))
    for name, settings in given.items():
        _refuse_unknown(name, known, _SECTION, file)
        sections[name] = _section(name, settings, defaults, file)
    _refuse_unacknowledged(defaults, sections, file)
    return sections


def loosened(defaults: Mapping[str, Any], sections: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the settings of `sections` that tell more than `defaults`, as `partners.date = day`, in order."""
    return tuple(
        f"{name} = {now}" for name, before, now in _settings(defaults, sections) if _is_looser(name, before, now)
    )


def _section(name: str, settings: Any, defaults: Mapping[str, Any], file: str) -> dict[str, Any]:
    where = f"{_SECTION}.{name}"
    if not isinstance(settings, Mapping):
        raise ConfigError("config.not_a_section", file=file, section=where)
    before = defaults[name]
    known = [setting for setting in before if setting not in _FIXED]
    changed: dict[str, Any] = deepcopy(before)
    for setting, value in settings.items():
        _refuse_unknown(setting, known, where, file)
        if setting == "columns":
            changed[setting] |= _columns(name, value, defaults, file)
        elif isinstance(before[setting], Mapping):
            changed[setting] |= _table(setting, value, before[setting], f"{where}.{setting}", file)
        else:
            changed[setting] = _value(setting, value, before[setting], file)
    return changed


def _table(setting: str, values: Any, before: Mapping[str, Any], where: str, file: str) -> dict[str, Any]:
    if not isinstance(values, Mapping):
        raise ConfigError("config.not_a_section", file=file, section=where)
    known = codes("type") if setting == "types" else tuple(before)
    for name in values:
        _refuse_unknown(name, known, where, file)
    return {name: _value(f"{setting}.{name}", value, 0, file) for name, value in values.items()}


def _value(setting: str, value: Any, before: Any, file: str) -> Any:
    if type(value) is not type(before):
        raise ConfigError("config.kind", file=file, setting=setting, value=value, default=before)
    if setting == "date" and value not in DATES:
        raise ConfigError("config.choice", file=file, setting=setting, value=value, choices=", ".join(DATES))
    lowest, highest = RANGES.get(setting.split(".")[0], (value, value))
    if not lowest <= value <= highest:
        raise ConfigError("disclosure.range", file=file, setting=setting, value=value, lowest=lowest, highest=highest)
    return value


def _columns(edition: str, given: Any, defaults: Mapping[str, Any], file: str) -> dict[str, list[str]]:
    where = f"{_SECTION}.{edition}.columns"
    if not isinstance(given, Mapping):
        raise ConfigError("config.not_a_section", file=file, section=where)
    for table, names in given.items():
        _refuse_unknown(table, defaults["internal"]["columns"], where, file)
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            default = ", ".join(defaults[edition]["columns"][table])
            raise ConfigError("config.kind", file=file, setting=f"{where}.{table}", value=names, default=default)
        for name in names:
            _refuse_column(edition, table, name, defaults, file)
    return {table: list(dict.fromkeys(names)) for table, names in given.items()}


def _refuse_column(edition: str, table: str, name: str, defaults: Mapping[str, Any], file: str) -> None:
    where = f"{_SECTION}.{edition}.columns.{table}"
    _refuse_unknown(name, defaults["internal"]["columns"][table], where, file)
    counts_only = edition == "public" and not defaults["public"]["columns"][table]
    if edition != "internal" and (counts_only or name in defaults["never_outside"][table]):
        raise ConfigError("disclosure.never", file=file, section=where, column=name, edition=edition)


def _refuse_unknown(name: str, known: Collection[str], section: str, file: str) -> None:
    if name not in known:
        near = difflib.get_close_matches(name, list(known), n=1)
        hint = near[0] if near else ", ".join(known)
        raise ConfigError("config.unknown", file=file, section=section, setting=name, hint=hint)


def _refuse_unacknowledged(defaults: Mapping[str, Any], sections: Mapping[str, Any], file: str) -> None:
    looser = [line for line in loosened(defaults, sections) if line.startswith("sensitive.")]
    if looser and not sections["sensitive"]["acknowledged_by"].strip():
        raise ConfigError("disclosure.acknowledge", file=file, settings=" ; ".join(looser))


def _settings(defaults: Mapping[str, Any], sections: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield the dotted name of every setting with its value before and now; a type that was not named has its own default."""
    for name, section in sections.items():
        for setting, value in section.items():
            before = defaults[name][setting]
            if not isinstance(value, Mapping):
                yield f"{name}.{setting}", before, value
                continue
            for key, one in value.items():
                own = defaults["sensitive"]["lowest_level"] if key in sensitive_types() else RANGES["types"][1]
                yield f"{name}.{setting}.{key}", before.get(key, own), one


def _is_looser(name: str, before: Any, now: Any) -> bool:
    setting = name.split(".")[1]
    if setting == "columns":
        return not set(now) <= set(before)
    if setting == "date":
        return DATES.index(now) > DATES.index(before)
    if type(now) is not int:
        return False
    return bool(now > before if setting in MORE_IS_LOOSER else now < before)
