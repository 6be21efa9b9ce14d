"""How good are search and answers."""
