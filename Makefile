# `make demo` shows the platform, `make test` tests it; `make help` lists the rest. Needs Python 3.11+, make and git.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.NOTPARALLEL:

PORT ?= 8000
DURATION ?= 60
PYTHON ?= $(or $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done),python3)

BIN := .venv/bin
# Node and npm come from a wheel: they stand before any that the machine has.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend --no-fund --no-audit --no-update-notifier --no-progress
MANAGE := DJANGO_SETTINGS_MODULE=config.settings.development $(BIN)/python manage.py

FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*')
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

NOT_OURS := $(addprefix --ignore ,.venv var node_modules dist tests benchmarks)

say = @printf '\n%s\n'

.PHONY: help release production demo test e2e matrix canary consequences secrecy places grouping chaos soak check bench bench-short messages lock screenshots clean port-is-free python-is-new built

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1 - /p' $(MAKEFILE_LIST)

# --- what one runs ----------------------------------------------------------------------------------------------------

demo: port-is-free built ## set everything up, with demo content, and serve it on http://localhost:8000 (PORT=8001 for another)
	@PORT=$(PORT) $(MANAGE) demo
	$(say) 'Starting the server; Ctrl+C stops it. Open http://localhost:$(PORT)'
	@PORT=$(PORT) DJANGO_SETTINGS_MODULE=config.settings.development exec $(BIN)/python manage.py serve --port $(PORT)

test: .venv/dev.stamp built ## run all tests: on SQLite, on a private PostgreSQL and Valkey, and in a browser if there is one
	@$(BIN)/python -m tests.checks test

e2e: .venv/dev.stamp built ## run the browser tests only
	@$(BIN)/pytest tests/e2e

matrix: .venv/dev.stamp built ## ask at every address as everybody; one line of JSON, and what is wrong
	@$(BIN)/python -W ignore -m tests.matrix

canary: .venv/dev.stamp built ## write a word into every field as one person, erase the person, and look for the words everywhere
	@$(BIN)/python -m tests.canary

consequences: .venv/dev.stamp built ## edit courses in ten ways while people are in them, by each way of publishing and in four languages; one line of JSON
	@$(BIN)/python -W ignore -m tests.consequences

secrecy: .venv/dev.stamp built ## attack ballots and texts without names, with all that is stored and sent; one line of JSON
	@$(BIN)/python -W ignore -m tests.secrecy

places: .venv/dev.stamp built ## ten thousand commands in any order, and 200 people who want 12 places at once on PostgreSQL; one line of JSON
	@$(BIN)/python -W ignore -m tests.places

grouping: .venv/dev.stamp ## plan small groups of all sizes; one line of JSON each, beside what no plan can surpass (minutes)
	@$(BIN)/python -m tests.grouping

chaos: .venv/dev.stamp built ## break everything while people talk, and see what they lose (DURATION=600 SEED=7; GROUPS=1: in small groups, 200 faults)
	@$(BIN)/python -m tests.faults.$(if $(GROUPS),groups --faults 200,chaos) --duration $(DURATION) $(if $(SEED),--seed $(SEED))

soak: .venv/dev.stamp built ## before a release: each fault in all profiles and servers, as long as promised, the laws at length, and ten minutes of chaos
	@$(BIN)/python -m pytest -c tests/cores.ini --rootdir . -m hypothesis --hypothesis-profile=thorough tests/deliberation/core tests/elearning/core
	@FAULTS_LONG=on $(BIN)/python -m tests.faults
	@$(MAKE) chaos DURATION=600

check: .venv/dev.stamp var/wagtail8.stamp built ## everything that CI checks
	@$(BIN)/python -m tests.checks check

bench: .venv/dev.stamp built ## measure the product beside its peers (hours); see benchmarks/README.md
	@$(BIN)/python -m benchmarks run
	@$(BIN)/python -m benchmarks scale
	@$(BIN)/python -m benchmarks growth
	@$(BIN)/python -m benchmarks table

bench-short: .venv/dev.stamp built ## in two minutes: has a contribution become dearer, beside a peer, than was accepted?
	@$(BIN)/python -m benchmarks short

messages: .venv/dev.stamp ## bring the translation files up to date with the code (needs gettext)
	@command -v xgettext >/dev/null || { echo "This needs gettext (Debian, Ubuntu: apt install gettext)." >&2; exit 1; }
	@mkdir -p locale/de
	@$(MANAGE) makemessages --locale de --no-obsolete --add-location file --extension html,txt,py $(NOT_OURS)
	@$(MANAGE) makemessages --locale de --no-obsolete --add-location file --domain djangojs --extension ts $(NOT_OURS)

lock: .venv/base.stamp ## choose the newest allowed versions of all Python packages
	@for name in production base dev; do \
		groups=""; [ $$name = production ] || groups="--group pyproject.toml:build"; \
		[ $$name != dev ] || groups="$$groups --group pyproject.toml:dev"; \
		$(BIN)/uv pip compile pyproject.toml $$groups --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --quiet \
			--output-file requirements/$$name.lock; \
	done
	@mkdir -p var && cp requirements/dev.lock var/wagtail8.txt
	@$(BIN)/uv pip compile pyproject.toml --group pyproject.toml:build --group pyproject.toml:dev \
		--overrides requirements/wagtail8.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command 'make lock' --quiet --output-file var/wagtail8.txt
	@awk 'NR == FNR { known[$$1]; next } /^[^ #]/ { keep = !($$1 in known) } keep || /^#/' \
		requirements/dev.lock var/wagtail8.txt > requirements/wagtail8.lock

screenshots: .venv/dev.stamp built ## take the pictures in docs/images anew
	@$(BIN)/python -m tests.e2e.screenshots

release: built ## an archive for servers, with the front end and the translations built: they need no Node then
	@mkdir -p var/release && rm -f var/release/zweiklang.tar*
	@git archive --format tar --prefix zweiklang/ --output var/release/zweiklang.tar HEAD \
		':!tests' ':!benchmarks'
	@tar --append --file var/release/zweiklang.tar --transform 's,^,zweiklang/,' frontend/dist $(TRANSLATIONS)
	@gzip --best var/release/zweiklang.tar
	$(say) 'var/release/zweiklang.tar.gz is ready; docs/operations.md says how it is installed.'

production: python-is-new ## on a server, in an unpacked release: what runs the site, without what builds and tests it
	@test -f frontend/dist/site.css || { echo "This is no release: make one with 'make release', or run 'make built'." >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--requirement requirements/production.lock
	@$(PYTHON) deploy/slim.py .venv
	@mkdir -p var

clean: ## remove everything that was built or installed here, the demo's database included
	rm -rf .venv var frontend/node_modules frontend/dist $(TRANSLATIONS) .mypy_cache .ruff_cache .import_linter_cache

# --- what is needed first ---------------------------------------------------------------------------------------------

define PORT_IS_FREE
import socket, sys
try:
    port = int(sys.argv[1])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
except (ValueError, OverflowError):
    sys.exit(f"PORT={sys.argv[1]} is not a port: take a number between 1024 and 65535.")
except PermissionError:
    sys.exit(f"Port {port} needs root: take one above 1023, for example: make demo PORT=8001")
except OSError:
    sys.exit(f"Port {port} is taken by another program: stop that one, or choose another port: make demo PORT=8001")
endef
export PORT_IS_FREE

port-is-free: python-is-new
	@$(PYTHON) -c "$$PORT_IS_FREE" "$(PORT)"

python-is-new:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed. If you have one under another name: make demo PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make virtual environments: install its venv package (Debian, Ubuntu: python3-venv)." >&2; exit 1; }

.venv/bin/python: | python-is-new
	@$(PYTHON) -m venv .venv

.venv/base.stamp: requirements/base.lock | .venv/bin/python
	$(say) 'Setting up Python (about a minute, once) ...'
	@awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements/base.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes --compile-bytecode \
		--requirement requirements/base.lock
	@touch $@

.venv/dev.stamp: requirements/dev.lock .venv/base.stamp
	$(say) 'Setting up the tools for tests (about a minute, once) ...'
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements/dev.lock
	@touch $@

# What differs in an environment with the next Wagtail; it lies over .venv, which stays as it is.
var/wagtail8.stamp: requirements/wagtail8.lock .venv/dev.stamp
	@rm -rf var/wagtail8
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --target var/wagtail8 --no-deps --require-hashes --compile-bytecode \
		--requirement requirements/wagtail8.lock
	@touch $@

frontend/node_modules/.package-lock.json: frontend/package-lock.json .venv/base.stamp
	$(say) 'Fetching the parts of the front end (about half a minute, once) ...'
	@$(NPM) ci --loglevel error || { echo "npm could not fetch the front end's parts; behind a proxy, see docs/operations.md." >&2; exit 1; }
	@touch $@

frontend/dist/site.css: frontend/node_modules/.package-lock.json $(FRONTEND)
	$(say) 'Building the front end ...'
	@$(NPM) run --silent build
	@touch $@

%.mo: %.po .venv/base.stamp
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

built: frontend/dist/site.css $(TRANSLATIONS)
