"""From files to letters to passages to an index, and from a question back to passages."""
