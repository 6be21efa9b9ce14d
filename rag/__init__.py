"""Answer a question from passages and show where each statement comes from."""
