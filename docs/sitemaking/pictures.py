"""What the pages made, put beside them: files as they are, pictures no wider than a screen."""

import shutil
from pathlib import Path

from PIL import Image

WIDEST = 1800  # dots


def put_beside(made: Path, folder: Path, name: str) -> str:
    """Copy the file `made` into `folder` under `name` with its own suffix; return that file name."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}{made.suffix}"
    if made.suffix == ".png":
        with Image.open(made) as picture:
            put_picture(picture, target)
    else:
        shutil.copyfile(made, target)
    return target.name


def put_picture(picture: Image.Image, target: Path) -> None:
    """Write `picture` as PNG, halved until it is no wider than a screen."""
    factor = 1
    while picture.width // factor > WIDEST:
        factor *= 2
    small = picture.convert("RGB").reduce(factor) if factor > 1 else picture
    small.save(target)
