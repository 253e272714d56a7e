"""What the court's rules are, and what workstation and server tell each other."""
