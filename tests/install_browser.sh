#!/bin/sh
# The browser tests drive Debian's Chromium; install it where it is missing and we may.
# Its build without windows does the same for two thirds of the processor time.
command -v chromium-headless-shell >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null && exit 0
    command -v chromium >/dev/null 2>&1 || apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
command -v chromium >/dev/null 2>&1 ||
    echo "No chromium here: the browser tests will be skipped (install the package chromium-headless-shell)."
