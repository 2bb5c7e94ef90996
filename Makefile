# The commands of the project; `make` alone lists them. Each installs what it lacks, builds only what
# has changed, and says what it is doing.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-browser setup-database setup-lint first xtask server run dev test lint test-rust test-js test-browser soak shots release clean-data

# One choice of packages for whatever is built to be tried or tested: cargo chooses the features of a
# crate by it, so that no crate is built twice. There are no examples; with them come the features
# that only tests ask for.
BUILD := cargo build --workspace --examples
XTASK := target/debug/xtask
FIRST := [ -e target/debug/preau ] || echo "  The first build takes about 6 minutes on two cores, later ones seconds."

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## Install what the build lacks: the wasm compiler, npm packages
	@scripts/setup.sh

run: first setup xtask ## Build a page quickly, and serve the demo on http://127.0.0.1:3000
	@exec $(XTASK) run

dev: first setup xtask ## The same, and again at every change
	@exec $(XTASK) dev

first:
	@$(FIRST)

xtask:
	@$(BUILD) --bin xtask

server:
	@$(BUILD) --bin preau

setup-browser:
	@scripts/setup.sh browser

setup-database:
	@scripts/setup.sh database

setup-lint:
	@scripts/setup.sh lint

test: setup-browser setup-database xtask ## Everything that CI asks
	@scripts/beside.sh "$(XTASK) web" "$(MAKE) lint test-rust test-js"
	@$(MAKE) test-browser

lint: setup-lint xtask ## Formatting, clippy for both builds, docs, dependencies, scripts and style
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings
	cargo clippy --package app --features hydrate -- --deny warnings
	RUSTDOCFLAGS="--deny warnings --allow rustdoc::private_intra_doc_links" cargo doc --workspace --examples --lib --bins --no-deps --document-private-items
	@$(XTASK) dependencies
	npm --prefix lint run lint

test-rust: setup-database ## Tests of the crates (ARGS: passed on to cargo test)
	cargo test --workspace $(ARGS)

test-js: setup ## Tests of the editor
	npm --prefix app/js test

test-browser: setup-browser xtask server ## The product in a real browser (ARGS: passed on to Playwright)
	@$(XTASK) web
	npm --prefix end2end test -- $(ARGS)

soak: ## The long tests: 10,000 drawn sessions, a million hostile inputs, kills, power cuts
	PREAU_SEEDS=10000 cargo test --release --package dossier --test convergence --test planted -- --nocapture
	PREAU_INPUTS=1000000 cargo test --release --package dossier --test hostile -- --nocapture
	PREAU_KILLS=100 PREAU_CUTS=2000 cargo test --package server --test crash -- --include-ignored

shots: setup-browser xtask server ## Pictures of pages into target/shots (PATHS="/ /dossiers" PERSON=nobody)
	@$(XTASK) web
	npm --prefix end2end run shots

release: setup xtask ## What is deployed: target/release/preau and target/site
	@$(XTASK) web
	cargo build --release --package server
	@ls -l target/release/preau
	@echo "  Deploy target/release/preau with target/site; PREAU_SITE says where the latter is."

clean-data: ## Forget the dossiers of `make run` and `make dev`
	rm -rf data

.PHONY: bench
bench: setup xtask ## Préau and two other servers under load, into BENCHMARKS.md (ARGS="fanout --rounds 1")
	@cd end2end/load/peers && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error; }
	@$(XTASK) web
	cargo build --release --package server --package load
	@target/release/load $(ARGS)

.PHONY: bench-page
bench-page: setup-browser xtask ## The dossier page in Chromium: bytes, opening, keys, into BENCHMARKS.md
	@$(XTASK) web
	cargo build --release --package server
	@PREAU_BIN="$(CURDIR)/target/release/preau" npm --prefix end2end run bench -- $(ARGS)
