"""Why requests and lookups were answered otherwise than a probe wants: one reason each, and one place to look at."""
