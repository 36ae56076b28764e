#!/bin/sh
# Finds what the tests need beside Python: a browser for the pages, LibreOffice Writer and poppler for the documents.
# Installs Debian's packages where they are missing and apt may do it; else one line says what is missing.
set -eu

has_browser() {
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
    if command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  for path in "/Applications/Google Chrome.app" "/Applications/Chromium.app" "/Applications/Microsoft Edge.app"; do
    if [ -d "$path" ]; then return 0; fi
  done
  return 1
}

has_writer() {
  if [ -d /Applications/LibreOffice.app ]; then return 0; fi
  office=$(command -v soffice) || return 1
  # an office without Writer opens no document
  ls "$(dirname "$(readlink -f "$office")")"/libsw*lo.so >/dev/null 2>&1
}

has_poppler() { command -v pdffonts >/dev/null 2>&1 && command -v pdftoppm >/dev/null 2>&1; }

need() { # what it is, how it is found, Debian's package
  if "$2"; then return 0; fi
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing $3 for the tests"
    install="apt-get install -y -qq $3"
    { $install || { apt-get update -qq && $install; }; } >/dev/null 2>&1 || true
    if "$2"; then return 0; fi
  fi
  echo "The tests need $1: install it (Debian: apt-get install $3), then run make test again." >&2
  exit 1
}

need "a browser (chromium, Chrome or Edge)" has_browser chromium
need "LibreOffice Writer" has_writer libreoffice-writer
need "poppler's tools (pdffonts, pdftoppm)" has_poppler poppler-utils
