"""One module per file format: from a file's bytes to an ``Extract``; nothing is interpreted yet."""
