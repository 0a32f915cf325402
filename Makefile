# For developers; users need only run.py. Needs uv for `lock` and a finished `python3 run.py test`
# for the others.
BIN := .venv/bin
LOCK := uv pip compile pyproject.toml --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" --quiet

.PHONY: lock test check samples smoke benchmark heldout

lock:
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group build --group dev --group studio --extra cluster --extra clinic --constraint requirements.lock \
		--output-file requirements-dev.lock

test:
	$(BIN)/python -m pytest

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

samples:
	$(BIN)/python -m tools.sample_studio samples

smoke:
	$(BIN)/python -m benchmarks.accuracy --set smoke --no-films --failures \
		--floors benchmarks/floors.toml

benchmark:
	$(BIN)/python -m benchmarks.accuracy --set all --failures --floors benchmarks/floors.toml \
		--json out/accuracy.json --page docs/accuracy.md --readme README.md \
		--measured formcheck/report/measured.json

SEED ?= 2
heldout:
	$(BIN)/python -m benchmarks.accuracy --set varied --seed $(SEED) --mode both --no-films --failures
