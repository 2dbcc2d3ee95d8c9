# Published reports in a real browser: Debian's Chromium, driven from Python, axe-core, and the Nu HTML checker.
APT_BROWSER  := chromium default-jre-headless fonts-dejavu-core poppler-utils python3 python3-venv
BROWSER      := Tests/browser
BROWSER_VENV := .build/venv-browser
BROWSER_WORK := .build/browser

.PHONY: browser-check pictures

# By night: it takes some seven minutes of two cores.
check-slow: browser-check

$(BROWSER_VENV)/ready: $(BROWSER)/requirements.txt
	@.ci/apt-install $(APT_BROWSER)
	python3 -m venv $(BROWSER_VENV)
	$(BROWSER_VENV)/bin/pip install --quiet --requirement $(BROWSER)/requirements.txt
	@touch $@

browser-check: build $(BROWSER_VENV)/ready ## look at every page in Chromium: layout, colours, paper, keyboard, scripts, links, axe-core, budgets
	@.ci/apt-install $(APT_BROWSER)
	$(BROWSER_VENV)/bin/python $(BROWSER)/self_test.py $(BROWSER_WORK)/self-test
	$(BROWSER_VENV)/bin/python $(BROWSER)/check.py $(BIN)/bailiwick $(BROWSER_WORK)

pictures: build $(BROWSER_VENV)/ready ## take the README's pictures of the sample report
	@.ci/apt-install $(APT_BROWSER)
	$(BROWSER_VENV)/bin/python $(BROWSER)/pictures.py $(BIN)/bailiwick $(BROWSER_WORK)/pictures docs/images
