#!/bin/sh
# Finds a Chromium, Chrome or Edge for the tests of pages; installs Debian's chromium where there is none and apt may do it.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
for path in "/Applications/Google Chrome.app" "/Applications/Chromium.app" "/Applications/Microsoft Edge.app"; do
  if [ -d "$path" ]; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing chromium for the tests of pages"
  { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } >/dev/null 2>&1 && exit 0
fi
echo "The tests of pages need a browser: install chromium (Debian: apt-get install chromium), Chrome or Edge, then run make test again." >&2
exit 1
