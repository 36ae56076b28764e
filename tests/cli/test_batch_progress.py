"""What a batch shows while it works."""

import sys

import pytest

from annexmaps.cli.batch_progress import showing
from annexmaps.months import Month
from annexmaps.production.batch.report import Event
from annexmaps.words import Words

MARCH = Month(2021, 3)
EVENTS = (
    Event("begun", "frames"),
    Event("done", "frames"),
    Event("planned", "", steps=3, finished=2),
    Event("begun", "read", MARCH, "2016"),
    Event("done", "read", MARCH, "2016"),
    Event("begun", "make", MARCH, "partners"),
    Event("begun", "make", MARCH, "public"),
    Event("done", "make", MARCH, "partners"),
    Event("failed", "make", MARCH, "public"),
)


def test_without_a_terminal_there_is_a_line_for_each_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with showing(Words("en")) as tell:
        for event in EVENTS:
            tell(event)
    assert capsys.readouterr().out.splitlines() == [
        "Folders already up to date: 2. To do: 3 steps, readings included.",
        "[2/3] 2021-03 partners: done",
        "[3/3] 2021-03 public: failed (annexes)",
    ]


def test_a_terminal_shows_what_is_done_what_runs_and_what_failed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with showing(Words("en")) as tell:
        for event in EVENTS:
            tell(event)
    shown = capsys.readouterr().out
    assert "2021-03 public: failed (annexes)" in shown
    assert "3/3" in shown
