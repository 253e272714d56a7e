"""The sync API over HTTP: thin handlers that read raw bodies and call services."""
