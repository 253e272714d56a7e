"""The court's rules as data and pure functions; nothing here reads a clock, a file of the user or a network."""
