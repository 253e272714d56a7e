"""The frame around all screens: navigation, page stack, status bar, messages."""
