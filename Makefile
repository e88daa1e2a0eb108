# Two commands are enough: `make run` starts Firstline, `make test` tests it. Each first brings .venv up to date.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help environment run demo-channels test check bench lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

environment: ## make or update .venv from requirements.lock
	@sh environment.sh

run: environment ## train if needed, migrate, make the demo shop if the store is empty, and serve
	@exec .venv/bin/firstline up

demo-channels: environment ## the same, with a page where you write as a customer on Telegram, Messenger, WhatsApp, Slack, SMS
	@exec .venv/bin/firstline demo-channels

test: environment ## all tests, also those in a real browser
	@.venv/bin/python -m pytest

check: environment ## style and types
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

bench: environment ## speed and memory, against stock Rasa on the same data
	@.venv/bin/firstline evaluate speed

lock: ## choose the versions in requirements.lock anew, within the bounds of pyproject.toml
	@sh environment.sh uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" --extra dev pyproject.toml -o requirements.lock

clean: ## remove the environment, trained models and caches; never the store in var/
	rm -rf .venv .uv models .rasa results .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
