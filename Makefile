# The few verbs of this house; each is one line of what CONTRIBUTING.md tells in full.
MVN = ./mvnw -B

.PHONY: help build test it bench fmt hooks

help:
	@echo "make build  compile and package, without tests"
	@echo "make test   unit tests and tests in network namespaces (some need root)"
	@echo "make it     everything that CI runs: real CrowdSec, both JDKs (root)"
	@echo "make bench  figures beside their floors (root, gcc; minutes)"
	@echo "make fmt    format the sources"
	@echo "make hooks  format at every commit"

build:
	$(MVN) -DskipTests package

test:
	$(MVN) test

it:
	.ci/run

bench:
	bench/run

fmt:
	$(MVN) -q spotless:apply

hooks:
	git config core.hooksPath .githooks
