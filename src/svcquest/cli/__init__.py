"""Commands. Front ends and the engine are imported by the command that needs them, when it runs."""
