"""Letting people in: staff with an enrolled workstation, parties with their password."""
