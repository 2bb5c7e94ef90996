# The commands of the project; `make` alone lists them. Each installs what it lacks, builds only what
# has changed, and says what it is doing.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-browser setup-database setup-lint run dev test lint test-rust test-js test-browser soak shots release clean-data

XTASK := cargo run --package xtask --

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## Install what the build lacks: the wasm compiler, npm packages
	@scripts/setup.sh

run: setup ## Build everything and serve the demo on http://127.0.0.1:3000
	@$(XTASK) web
	cargo build --package server
	@echo "  Demo accounts: principale@demo.example, claire@demo.example, yanis@demo.example;"
	@echo "  their password: preau-demo-2026. Stop with Ctrl-C; the data stay in ./data."
	@PREAU_DEMO="$${PREAU_DEMO:-true}" exec target/debug/preau

dev: setup ## The same, built for speed and again at every change
	@$(XTASK) dev

setup-browser:
	@scripts/setup.sh browser

setup-database:
	@scripts/setup.sh database

setup-lint:
	@scripts/setup.sh lint

test: setup-browser lint test-rust test-js test-browser ## Everything that CI asks

lint: setup-lint ## Formatting, clippy for both builds, types and habits of scripts and style
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings
	cargo clippy --package app --features hydrate -- --deny warnings
	npm --prefix lint run lint

test-rust: setup-database ## Tests of the crates (ARGS: passed on to cargo test)
	cargo test --workspace $(ARGS)

test-js: setup ## Tests of the editor
	npm --prefix app/js test

test-browser: setup-browser ## The product in a real browser (ARGS: passed on to Playwright)
	@$(XTASK) web
	cargo build --package server
	npm --prefix end2end test -- $(ARGS)

soak: ## The long tests: 10,000 drawn sessions, a million hostile inputs, a hundred kills
	PREAU_SEEDS=10000 cargo test --release --package dossier --test convergence --test planted -- --nocapture
	PREAU_INPUTS=1000000 cargo test --release --package dossier --test hostile -- --nocapture
	PREAU_KILLS=100 cargo test --package server --test crash -- --include-ignored

shots: setup-browser ## Pictures of pages into target/shots (PATHS="/ /dossiers" PERSON=nobody)
	@$(XTASK) web
	cargo build --package server
	npm --prefix end2end run shots

release: setup ## What is deployed: target/release/preau and target/site
	@$(XTASK) web
	cargo build --release --package server
	@ls -l target/release/preau
	@echo "  Deploy target/release/preau with target/site; PREAU_SITE says where the latter is."

clean-data: ## Forget the dossiers of `make run` and `make dev`
	rm -rf data

.PHONY: bench
bench: setup ## Préau and two other servers under load, into BENCHMARKS.md (ARGS="fanout --rounds 1")
	@cd end2end/load/peers && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error; }
	@$(XTASK) web
	cargo build --release --package server --package load
	@target/release/load $(ARGS)

.PHONY: bench-page
bench-page: setup-browser ## The dossier page in Chromium: bytes, opening, keys, into BENCHMARKS.md
	@$(XTASK) web
	cargo build --release --package server
	@PREAU_BIN="$(CURDIR)/target/release/preau" npm --prefix end2end run bench -- $(ARGS)
