# Bailiwick: one command installs what is missing, builds, and does what its name says. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

APT_BUILD  := libarchive-dev libgeos-dev libsqlite3-dev libxml2-dev nettle-dev zlib1g-dev pkg-config
APT_CHECK  := python3 python3-venv
APT_BENCH  := libxml2-utils
APT_ENDURE := gcc libc6-dev mount python3 strace util-linux
APT_UNITS  := systemd
APT_CRON   := cron
APT_PAGES  := cmark-gfm python3
STRICT     := --explicit-target-dependency-import-check error
BIN        := .build/release
VENV       := .build/venv
BENCH_VENV := .build/venv-bench
# Empty, or small: a tenth of the rows and bytes.
HOSTILE    ?=
# Options of Benchmarks/bench.py, such as --only start-up.
BENCH      ?=
OPINION    := Tests/second-opinion
GENERATED  := .build/second-opinion
ENDURANCE  := Tests/endurance
# Thousands of runs, each on a copy of a workspace: in memory where there is a file system for that.
ENDURED    ?= $(firstword $(wildcard /dev/shm) .build)/bailiwick-endurance
FAULTS     := .build/endurance/faults.so
SWIFT_DIRS := Package.swift Sources Tests
AS_OF      := $(shell sed -n 's/^as_of: *\([0-9-]*\).*/\1/p' SampleData/bailiwick.yaml)

SUITES     ?= ../shared/suites
# The public Northwind export, where there is a copy: its tests then run over it beside files of our own.
NORTHWIND  ?= ../shared/data/northwind
export BAILIWICK_NORTHWIND := $(abspath $(wildcard $(NORTHWIND)))
FUZZ_RUNS  ?= 10000000
FUZZ_BUILD := .build/fuzz

.PHONY: help setup build report test check format lint sample sample-check digest-check second-opinion suites fuzz hostile endurance check-slow operation-check operation-check-slow markdown-check bench bench-check clean

include Packaging/install.mk
include Tests/browser/browser.mk

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 19

setup: ## install the system packages that are missing (apt)
	@command -v swift >/dev/null || { echo "Swift 6.2 or newer is needed: https://www.swift.org/install"; exit 1; }
	@.ci/apt-install $(APT_BUILD)

build: setup ## build the program (release)
	swift build -c release $(STRICT)

report: build ## publish the sample report
	$(BIN)/bailiwick run --workspace SampleData
	@echo "open SampleData/reports/latest/index.html"

test: setup ## build and run all tests
	swift test --disable-xctest $(STRICT)

check: ## everything that must hold: format, the README's commands, sample data, second opinion, same totals as peers, hostile input
	@$(MAKE) --no-print-directory lint
	@# The README's commands, as it spells them.
	@set -e; grep -E '^make [a-z]+$$' README.md | sort -u | while read -r command; do \
	  echo "README: $$command"; $$command; done
	@$(MAKE) --no-print-directory sample-check digest-check second-opinion bench-check operation-check markdown-check endurance hostile HOSTILE=small
	@if [ -d '$(SUITES)' ]; then $(MAKE) --no-print-directory suites; \
	  else echo "public suites not compared: $(SUITES) is not there (make suites SUITES=folder)"; fi
	@$(MAKE) --no-print-directory fuzz FUZZ_RUNS=300000
	@$(MAKE) --no-print-directory schema-check completions-check deb-unpack-check
	@echo "all checks passed"

format: ## format all Swift sources
	swift format --in-place --recursive $(SWIFT_DIRS)

lint: ## fail where a Swift source is not formatted
	swift format lint --strict --recursive $(SWIFT_DIRS)

sample: build ## make SampleData's synthetic files anew, byte for byte
	$(BIN)/generate-sample SampleData

sample-check: build ## fail where SampleData is not what the generator makes
	@rm -rf .build/sample-check && mkdir -p .build/sample-check
	$(BIN)/generate-sample .build/sample-check --geography SampleData/data
	diff -r --exclude=reports --exclude='*.sqlite*' .build/sample-check SampleData
	@echo "SampleData is what the generator makes"

$(VENV)/ready: $(OPINION)/requirements.txt
	@.ci/apt-install $(APT_CHECK)
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement $(OPINION)/requirements.txt
	@touch $@

second-opinion: build $(VENV)/ready ## recompute the numbers of the sample and of a generated workspace, and compare
	$(VENV)/bin/python $(OPINION)/second_opinion.py --self-test
	$(BIN)/bailiwick run --quiet --workspace SampleData
	$(VENV)/bin/python $(OPINION)/second_opinion.py SampleData SampleData/reports/$(AS_OF)/report.json
	@set -e; for period in '{trailing_weeks: 13}' fiscal_quarter; do \
	  echo "a generated workspace, period $$period"; rm -rf $(GENERATED); \
	  python3 $(OPINION)/generate.py $(GENERATED) --period "$$period"; \
	  $(BIN)/bailiwick run --quiet --workspace $(GENERATED); \
	  $(VENV)/bin/python $(OPINION)/second_opinion.py $(GENERATED) $(GENERATED)/reports/latest/report.json; done
	$(VENV)/bin/python $(OPINION)/weekly_runs.py $(GENERATED) $(BIN)/bailiwick

digest-check: build ## read the digest's message with Python's mail parser, also with names that try to break out
	@.ci/apt-install python3
	python3 Tests/digest/check.py $(BIN)/bailiwick .build

suites: build ## read other people's test files and naughty strings, and compare (SUITES=../shared/suites)
	@.ci/apt-install python3
	@[ -d '$(SUITES)' ] || { echo "$(SUITES) is not there: make suites SUITES=folder"; exit 1; }
	python3 Tests/suites/compare.py $(BIN)/bailiwick '$(SUITES)'
	python3 Tests/suites/naughty.py $(BIN)/bailiwick '$(SUITES)/naughty-strings.txt'

fuzz: setup ## give the readers bytes made up by libFuzzer (FUZZ_RUNS=10000000)
	BAILIWICK_FUZZ=1 swift build -c release $(STRICT) --product fuzz --scratch-path $(FUZZ_BUILD) \
	  -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld
	Tests/Fuzzing/run $(FUZZ_BUILD)/release/fuzz $(FUZZ_RUNS)

hostile: build ## give the program heavy bad input: all rows bad, a line of 2 GB, gzip cut and bombs (HOSTILE=small)
	@.ci/apt-install python3
	Tests/hostile/run $(BIN)/bailiwick .build $(HOSTILE)

$(FAULTS): $(ENDURANCE)/faults.c
	@.ci/apt-install $(APT_ENDURE)
	@mkdir -p $(@D)
	cc -O1 -Wall -Wextra -Werror -shared -fPIC -o $@ $<

endurance: build $(FAULTS) ## kill runs, fill the disk, start two at once: nothing published is harmed (small; see check-slow)
	$(ENDURANCE)/self_test.py $(BIN)/bailiwick $(FAULTS) $(ENDURED)
	$(ENDURANCE)/kill.py $(BIN)/bailiwick $(FAULTS) $(ENDURED) 240
	$(ENDURANCE)/full_disk.py $(BIN)/bailiwick $(FAULTS) $(ENDURED) 120
	$(ENDURANCE)/broken_history.py $(BIN)/bailiwick $(FAULTS) $(ENDURED)
	$(ENDURANCE)/at_once.py $(BIN)/bailiwick $(FAULTS) $(ENDURED) 20
	@rm -rf $(ENDURED)

check-slow: build $(FAULTS) ## what a night has time for: endurance in full, with a hundred rounds and two hundred weeks
	$(ENDURANCE)/self_test.py $(BIN)/bailiwick $(FAULTS) $(ENDURED)
	$(ENDURANCE)/kill.py $(BIN)/bailiwick $(FAULTS) $(ENDURED) 2000
	$(ENDURANCE)/full_disk.py $(BIN)/bailiwick $(FAULTS) $(ENDURED) 1200
	$(ENDURANCE)/broken_history.py $(BIN)/bailiwick $(FAULTS) $(ENDURED)
	$(ENDURANCE)/at_once.py $(BIN)/bailiwick $(FAULTS) $(ENDURED) 100
	$(ENDURANCE)/weeks.py $(BIN)/bailiwick $(ENDURED) 200
	@$(MAKE) --no-print-directory operation-check-slow
	@rm -rf $(ENDURED)

markdown-check: build ## let GitHub's parser read the Markdown pages of the sample and of a workspace with hostile names
	@.ci/apt-install $(APT_PAGES)
	$(BIN)/bailiwick run --quiet --workspace SampleData
	Tests/markdown/hostile.py Tests/PipelineTests/Golden/workspace .build/markdown-check
	$(BIN)/bailiwick run --quiet --workspace .build/markdown-check
	Tests/markdown/check.py SampleData/reports/latest .build/markdown-check/reports/latest

operation-check: build ## run the documented crontab line in cron's environment, and let systemd judge the units
	@.ci/apt-install $(APT_UNITS)
	Tests/operation/bare-environment $(BIN)/bailiwick .build
	Tests/operation/systemd-units $(BIN)/bailiwick .build

operation-check-slow: build ## let Debian's cron run the documented job (root; up to two minutes)
	@.ci/apt-install $(APT_CRON)
	Tests/operation/cron-run $(BIN)/bailiwick .build

$(BENCH_VENV)/ready: Benchmarks/requirements.txt
	@.ci/apt-install $(APT_CHECK) $(APT_BENCH)
	python3 -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/pip install --quiet --requirement Benchmarks/requirements.txt
	@touch $@

bench: build $(BENCH_VENV)/ready ## measure beside DuckDB, Polars, pandas and libxml2; compare totals; write Benchmarks/RESULTS.md
	$(BENCH_VENV)/bin/python Benchmarks/bench.py $(BENCH)

bench-check: build $(BENCH_VENV)/ready ## compare the totals of one million sales with DuckDB's, Polars' and pandas'
	$(BENCH_VENV)/bin/python Benchmarks/check.py

clean: ## remove what was built and published
	rm -rf .build .build-static SampleData/reports SampleData/*.sqlite*
