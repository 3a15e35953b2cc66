"""Values that every other package speaks: objects, selectors, addresses, verdicts, traces.

Nothing here acts on a cluster. Every class is frozen; JSON trees are treated as immutable once stored.
"""
