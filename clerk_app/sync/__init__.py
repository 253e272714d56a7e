"""Push, pull, files, back-off and the reasons of failure in words; no Qt."""
