"""Rules of play: sessions, grading, scores, words. No I/O, no clock, no screens."""
