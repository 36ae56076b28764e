"""Disclosure: what may leave the office is decided here, before a product sees a table."""
