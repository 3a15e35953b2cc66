"""One module a widget; widgets do not know each other."""
