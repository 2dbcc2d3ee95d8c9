# Installation: a program with the Swift runtime linked in, a Debian package of it, and trials of both.
APT_DEB     := dpkg-dev man-db mandoc lintian python3
APT_SHELLS  := bash zsh fish
APT_CHROOT  := debootstrap util-linux
PREFIX      ?= /usr/local
# The program as it is installed: nothing of Swift is needed where it runs.
STATIC      := .build-static
STATIC_BIN  := $(STATIC)/release
DIST        := $(STATIC)/dist
DEB_ROOT    := .build-debroot

.PHONY: static manual install uninstall deb deb-unpack-check deb-check completions-check schema schema-check

static: setup
	swift build -c release --static-swift-stdlib --scratch-path $(STATIC) --product bailiwick $(STRICT)

# Made from what the program says of itself.
manual: static
	@.ci/apt-install $(APT_DEB)
	Packaging/manual $(STATIC_BIN)/bailiwick $(DIST)

install: manual ## install into PREFIX (/usr/local) with the Swift runtime linked in; DESTDIR is honoured
	Packaging/install $(STATIC_BIN)/bailiwick $(DIST) '$(DESTDIR)$(PREFIX)'

uninstall: ## take away what make install put into PREFIX
	Packaging/uninstall '$(DESTDIR)$(PREFIX)'

deb: manual ## make a Debian package: .build-static/bailiwick_<version>_<architecture>.deb
	Packaging/deb $(STATIC_BIN)/bailiwick $(DIST) $(STATIC)

deb-unpack-check: deb ## unpack the package into an empty folder and run the sample from there, without any environment
	Packaging/deb-unpack-check $(STATIC_BIN)/bailiwick $(DIST) $(STATIC)

deb-check: deb ## install the package into a Debian 12 without Swift, run the sample there as a plain user, remove it
	@.ci/apt-install $(APT_CHROOT)
	Packaging/deb-check $(STATIC) $(DEB_ROOT)

# Nightly: the Debian has to be fetched, and the check goes on in it.
.PHONY: check-slow
check-slow: deb-check

completions-check: manual ## ask bash, zsh and fish what they complete
	@.ci/apt-install $(APT_SHELLS) python3
	Packaging/completions-check $(STATIC_BIN)/bailiwick $(DIST)

schema: build ## write docs/bailiwick.schema.json
	$(BIN)/bailiwick schema > docs/bailiwick.schema.json

schema-check: build $(VENV)/ready ## hold the JSON Schema against the parser: examples, presets, and hundreds of wrong configurations
	$(VENV)/bin/python Tests/schema/check.py $(BIN)/bailiwick
