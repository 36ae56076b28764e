"""Publishing what a worker made: a folder whole, and last of all the record that says so."""

from pathlib import Path

from annexmaps.errors import OutputError
from annexmaps.production.batch.planning import Folder
from annexmaps.production.batch.records import Record, record_text, staging_of
from annexmaps.production.batch.tasks import Checked, Made
from annexmaps.production.files import digest, publish, publish_stream


def publish_folder(folder: Folder, made: Made, *, out: Path, software: str) -> None:
    """Give the files of `folder` their names, then its manifest and its record; OutputError if one cannot be written."""
    record = Record(folder.inputs if made.is_final else "", software, made.outputs, made.recipes)
    files = {folder.target / name: content for name, content in made.files.items()}
    files[folder.record_path] = record_text(record, folder.edition)
    publish_stream(files.items(), staging=staging_of(out))


def publish_preflight(folder: Folder, checked: Checked, *, software: str) -> bool:
    """Write the pre-flight and its record, and tell whether that could be done."""
    files = {folder.target / name: content for name, content in checked.files.items()}
    written = True
    try:
        publish({path: content for path, content in files.items() if not _is(path, content)})
    except OutputError:
        # the folder of the tables may be there to be read only
        written = False
    if checked.refusal is None:
        outputs = {path.name: digest(content) for path, content in files.items()} if written else {}
        publish({folder.record_path: record_text(Record(folder.inputs, software, outputs), folder.edition)})
    return written


def _is(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False
