"""The computer administrator's jobs."""
