# The commands the README names. `make run` and `make test` do all their own set-up.
#
#   make run   [PORT=8080] [DATA=./data] [BIND=127.0.0.1] [EGRESS=host:port,…] [PROFILE=dev|release]
#   make test  everything: Rust on SQLite and PostgreSQL, Studio, the browser journey
#   make check format, lints, generated files; what CI runs before the tests
#   make bench the figures of the engine, the API and the process
#   make dev   the server plus Studio's development server with hot reload
#   make screenshots [PICTURES=target/pictures]  every screen and dialog, light and dark, wide and phone

PORT    ?= 8080
BIND    ?= 127.0.0.1
DATA    ?= ./data
EGRESS  ?=
PROFILE ?= dev
PICTURES ?= target/pictures

profile_dir = $(if $(filter dev,$(PROFILE)),debug,$(PROFILE))
target      = $(or $(CARGO_TARGET_DIR),target)
binary      = $(target)/$(profile_dir)/flowright

.PHONY: run build studio test check lint bench dev e2e kb-eval screenshots clean

run: build
	@FLOWRIGHT_PORT=$(PORT) FLOWRIGHT_BIND=$(BIND) FLOWRIGHT_DATA=$(DATA) \
	 $(if $(EGRESS),FLOWRIGHT_EGRESS_ALLOW=$(EGRESS)) exec $(binary) up

build: studio
	@scripts/toolchain rust
	@echo "==> Building flowright (the first time takes some ten minutes on two cores, later seconds)"
	@cargo build --locked --profile $(PROFILE) -p control-plane-server

studio:
	@scripts/toolchain node
	@scripts/build-studio

test: studio
	@scripts/test

check: studio
	@scripts/check

lint: check

bench: studio
	@scripts/bench

dev: studio
	@scripts/dev

e2e: build
	@FLOWRIGHT_BIN=$(binary) scripts/e2e

screenshots: build
	@FLOWRIGHT_BIN=$(binary) scripts/screenshots $(PICTURES)

clean:
	cargo clean
	rm -rf studio/dist studio/node_modules
