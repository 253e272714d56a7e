"""Tokens, palette, style sheet, fonts and icons of the window."""
