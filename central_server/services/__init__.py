"""What the central server does, as plain functions and classes."""
