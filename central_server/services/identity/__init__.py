"""What this server is: the court it serves, its key, its epoch."""
