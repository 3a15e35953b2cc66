"""What outlives a game: progress, drafts, settings. The only package that opens a database or finds folders."""
