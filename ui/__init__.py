"""Everything a person touches: the command line, the web page and their Dutch wording."""
