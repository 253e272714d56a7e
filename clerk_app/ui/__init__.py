"""The window: Qt only; screens talk to the use cases through small ports."""
