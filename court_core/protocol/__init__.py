"""Messages of the sync API and the rules both sides apply to them: seal, merge, page."""
