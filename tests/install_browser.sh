#!/bin/sh
# The browser tests drive Debian's Chromium; install it where it is missing and we may.
command -v chromium >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
    echo "No chromium here: the browser tests will be skipped (install the package chromium)."
fi
