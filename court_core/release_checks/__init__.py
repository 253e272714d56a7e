"""The checks before release: what leaked, and what was masked that must stay; written apart from the engine."""
