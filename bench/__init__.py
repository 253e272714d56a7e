"""Measurements of the window and of the sync, each beside its limit or a peer, with the machine they were taken on."""
