# Two commands for everybody: `make demo` and `make test`. What they do stands in tools/.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/pytest
RESULTS := build/tests

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help python environment demo test check unit real-models wheel packages weights fix benchmark eval clean

help:  ## toon deze lijst
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

demo: python  ## alles klaarzetten en één vraag over de voorbeeldbrieven beantwoorden
	@$(PYTHON) -m tools.demo

test: environment packages weights check unit real-models wheel  ## alles testen, ook met de echte modellen

check: environment  ## stijl, opmaak, typen en importrichting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

unit: environment  ## de snelle tests, zonder modellen
	$(PYTEST) --quiet -m "not real_models and not hostile" --junitxml=$(RESULTS)/unit.xml

real-models: environment packages weights  ## de tests met de echte modellen; zonder gewichten mislukken ze
	KAMERBRIEF_REQUIRE_MODELS=1 $(PYTEST) --quiet -m "real_models and not public_sets" --junitxml=$(RESULTS)/$@.xml

wheel: environment  ## het installeerbare pakket bouwen en testen
	@$(PYTHON) -m tools.wheel_check

fix: environment  ## stijl en opmaak verbeteren waar dat vanzelf kan
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

benchmark: environment weights  ## snelheid en geheugen meten
	$(BIN)/python -m eval.speed

eval: environment weights  ## bewaken dat zoeken niet slechter wordt dan de bewaarde meting
	$(BIN)/python -m eval.gate

clean:  ## .venv en alles wat hier gebouwd is weggooien; gewichten en index blijven
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache

environment: python  # .venv with all packages; a blink when it is up to date
	@$(PYTHON) -m tools.environment

packages: python  # Debian's packages that the tests use
	@$(PYTHON) -m tools.system_packages

weights: environment  # the models' weights, verified
	@$(BIN)/kamerbrief models fetch

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python ontbreekt. Installeer met:" \
		"apt-get update && apt-get install -y python3 python3-venv" >&2; exit 1; }
