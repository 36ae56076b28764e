"""Logo: a picture beside the producer's name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Logo:
    """One picture beside the producer's name."""

    png: bytes  # 8 bits a channel, with transparency, no text, no profile
    width: int  # dots
    height: int
