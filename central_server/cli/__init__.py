"""Every job of the central server without a browser."""
