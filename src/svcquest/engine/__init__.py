"""The cluster: a pure library in which objects are stored, controllers run and packets are routed.

Nothing here reads files, clocks or random sources: time, seed and settings are handed in, and a cluster's
state is a value that can be kept, compared and put back.
"""
