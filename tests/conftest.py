"""What every test stands on: no display, nobody's own keyring, and nothing that warns goes unseen."""

from __future__ import annotations

import os

from hypothesis import settings

# Before anything imports Qt or looks for a keyring: a test never shows a window, never reads the settings of whoever
# runs it, and finds a SecretService only where it asks for the fixture `secret_service`.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
for name in ("CLERK_HOME", "CLERK_PASSWORD", "CENTRAL_DATABASE", "CENTRAL_PUBLISHED_DATABASE", "CENTRAL_NEW_PASSWORD"):
    os.environ.pop(name, None)

pytest_plugins = [
    "tests.support.gui_garbage",
    "tests.support.log_watch",
    "tests.support.postgres",
    "tests.support.quick_servers",
    "tests.support.secret_service",
]

# The same examples every time, so that a failure is the change's and not the day's; no deadline, because the machine
# that runs the tests may be busy. `HYPOTHESIS_PROFILE=explore` looks for new examples.
settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
