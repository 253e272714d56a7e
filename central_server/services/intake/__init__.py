"""Taking work in: a sealed batch is checked, put in order, judged operation by operation, and applied once."""
