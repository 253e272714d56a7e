"""Fixtures and small tools that several groups of tests share."""
