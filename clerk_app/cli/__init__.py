"""Every job without a window: the commands of clerk-app, over the same use cases as the screens."""
