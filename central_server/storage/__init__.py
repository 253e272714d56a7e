"""The internal and the published database."""
