"""Files on the wire: named by SHA-256, sent in chunks of 4 MiB each with its own hash."""

from __future__ import annotations

CHUNK_BYTES = 4 * 1024 * 1024
MAX_FILE_BYTES = 20 * 1024 * 1024
CHUNK_SHA256_HEADER = "X-Chunk-SHA256"
FILE_SIZE_HEADER = "X-File-Size"


def chunk_count(size: int) -> int:
    """How many chunks a file of `size` bytes has; an empty file has none."""
    return -(-size // CHUNK_BYTES)
