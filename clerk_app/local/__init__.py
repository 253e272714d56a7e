"""The officer's encrypted database: records, outbox, audit chain, drafts, files, search, backup and upgrade."""
