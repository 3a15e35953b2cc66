"""Tools that work on text and files, each a function of a Process; ``programs`` lists them."""
