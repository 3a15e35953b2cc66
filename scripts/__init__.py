"""Scripts of the project; none is part of the program."""
