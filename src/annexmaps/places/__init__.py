"""Places: names, P-codes and coordinates become a P-code, or a line for a person."""
