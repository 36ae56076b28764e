"""Run the command line: python -m annexmaps."""

from annexmaps.cli import main

if __name__ == "__main__":
    main()
