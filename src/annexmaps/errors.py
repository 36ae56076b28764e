"""Errors that write their own sentence: what is wrong, where, and what to do next."""

import errno

from annexmaps.words import DEFAULT_LANGUAGE, Phrase, Words, in_language


class AnnexmapsError(Exception):
    """A mistake in the input or the call that the user can mend; `key` names its sentence in the vocabulary."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, lang: str) -> str:
        """Return what is wrong, where and what to do, in `lang`."""
        return Words(lang)(f"error.{self.key}", **in_language(self.values, lang))

    def __str__(self) -> str:
        """Return the sentence in the default language."""
        return self.sentence(DEFAULT_LANGUAGE)


class InputError(AnnexmapsError):
    """A file or folder is missing, unreadable or does not hold what it must."""


class UsageError(AnnexmapsError):
    """An option has a value that does not exist."""


class BoundariesError(AnnexmapsError):
    """A boundary set is unknown, broken or does not fit."""


class ConfigError(AnnexmapsError):
    """The configuration file is wrong."""


class OutputError(AnnexmapsError):
    """A file could not be written or did not verify after writing."""


def reason_of(error: OSError) -> Phrase | str:
    """Return why the system refused, in the reader's language; in the system's own words if the vocabulary has none."""
    key = f"system_error.{errno.errorcode.get(error.errno or 0, '')}"
    return Phrase(key) if Words(DEFAULT_LANGUAGE).has(key) else error.strerror or type(error).__name__
