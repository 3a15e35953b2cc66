"""What lies on the player's disk: progress, drafts, settings, a copy for their own editor.

The only package that opens a database or finds folders.
"""
