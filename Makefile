# A newcomer needs two of these: `make run` and `make test`. Both first install what is missing.
.PHONY: help run test demo bench torture check-platforms deny setup icons

help:
	@echo "make run              start Kith (without a display: play the demo)"
	@echo "make test             every test there is"
	@echo "make demo             the main job, played on a desktop of its own; pictures in target/demo"
	@echo "make bench            the figures Kith has to keep, as a table"
	@echo "make torture          break the world under the book; docs/reliability.md has what came of it"
	@echo "make check-platforms  would it build and work on Windows and macOS?"
	@echo "make deny             licences, sources and known vulnerabilities of what Kith depends on"
	@echo "make setup            install what running and testing need, and nothing else"

run:
	@script/setup run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
		cargo run --release --locked; \
	else \
		echo "There is no display here, so Kith has nowhere to open a window. Playing the demo instead."; \
		$(MAKE) demo; \
	fi

test:
	@script/test

demo:
	@script/demo

bench:
	@script/bench

torture:
	@script/torture

check-platforms:
	@script/check-platforms

deny:
	@script/deny

setup:
	@script/setup run
	@script/setup test

icons:
	@script/icons
