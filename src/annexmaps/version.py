"""The version of the software, printed on every page."""

__version__ = "0.1.0"
