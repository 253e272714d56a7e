"""The tour: the real window driven by keyboard and mouse through one working week of the court."""
