"""Level and pack files: their format, reading them, finding them. Data only; nothing in a level is executed."""
