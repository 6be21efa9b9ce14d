"""Local models behind small interfaces; knows nothing of letters."""
