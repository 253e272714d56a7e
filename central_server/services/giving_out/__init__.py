"""Giving work out: the changes a workstation pulls, where its device stands, and the files that records name."""
