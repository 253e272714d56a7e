"""Reads for screens and commands: each answers with frozen dataclasses, from one snapshot."""
