# Every task of the project. `make help` lists them.
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run test lint types train evaluate bench services services-stop check lock syllables clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## make both environments from the lock files (nothing to do: half a second)
	@python3 scripts/bootstrap.py

run: setup ## load, train and index what changed, then serve until Ctrl-C
	@exec .venv/bin/motcua serve

test: setup ## the whole suite; says what it left out
	@$(PY) -m pytest

lint: setup ## ruff
	@$(PY) -m ruff check .

types: setup ## mypy, strict
	@$(PY) -m mypy

train: setup ## train what changed
	@.venv/bin/motcua train

evaluate: setup ## score our own questions and those of ../shared/data (or FILES=...)
	@.venv/bin/motcua evaluate $(or $(FILES),$(wildcard knowledge/evaluation/data/*.jsonl ../shared/data/questions-dev.jsonl ../shared/data/dialogues-dev.jsonl)) --floors

bench: setup ## benchmarks beside the peer: search, turn, memory
	@$(PY) scripts/bench_search.py && $(PY) scripts/bench_turn.py

services: ## install and start PostgreSQL (own port and folder) and Chromium for tests
	@scripts/services.sh start

services-stop: ## stop PostgreSQL
	@scripts/services.sh stop

check: setup ## lint the catalogue and the bank of wordings
	@.venv/bin/motcua check

lock: ## resolve requirements/*.in anew (developers)
	@scripts/lock.sh

syllables: setup ## count syllables of the starter catalogue and bank anew
	@cat knowledge/starter/catalogue/*.yml knowledge/starter/wordings/*.yml | grep -v '^ *#' > var/starter.txt && $(PY) -m knowledge.text.count_syllables var/starter.txt

clean: ## remove both environments and caches (state in var/ stays)
	@rm -rf .venv .venv-rasa .pytest_cache .mypy_cache .ruff_cache
