# The commands of the project; CI runs the same ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLE := build/sample
MONTHS := 2020-09 2021-11
GALLERY := maps
ASKED := --out $(GALLERY) --boundaries schematic --edition partners --lang fr

.PHONY: maps test check bench docs format boundaries clean

# the gallery: the annexes of the two sample months as pictures, workbooks, pages and Word documents, on the schematic boundaries that
# ship with the project, and a page of thumbnails; tests/test_gallery_of_samples.py runs this very recipe and compares
maps: $(READY)
	$(BIN)/annexmaps sample $(SAMPLE) --month all
	$(foreach month,$(MONTHS),$(BIN)/annexmaps build $(SAMPLE)/$(month) $(ASKED) --format png,xlsx,html && \
	$(BIN)/annexmaps report $(SAMPLE)/$(month) $(ASKED) --format docx && ) true
	$(BIN)/annexmaps gallery $(GALLERY) --lang fr

test: $(READY)
	sh tests/install_tools.sh
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# our maps and pages against a plain geopandas + matplotlib script, folium and explore, our grid against sjoin (benchmarks/); writes docs/benchmarks.md
bench: $(READY)
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/bench_batch.py

# the pictures of docs/editions.*.md, then the documentation site: its commands run, build/site/index.html to open, no network needed
docs: $(READY)
	$(BIN)/python docs/make_editions_pictures.py
	$(BIN)/python docs/make_site.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# computes boundaries/schematic.parquet again from communes.csv and context.csv
boundaries: $(READY)
	$(BIN)/python boundaries/make_schematic.py

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $(READY)

clean:
	rm -rf $(VENV) build
