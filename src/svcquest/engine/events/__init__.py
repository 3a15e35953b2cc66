"""Events: controllers note what they do, and whoever asks reads Event objects.

A note is small and cheap, since hardly any is ever read. ``notes`` says what one is, ``repeating`` finds what goes on
as long as something is wrong, ``correlation`` puts like ones together as client-go does, ``listing`` answers readers.
"""
