"""The central server: sync API, releases, portal."""
