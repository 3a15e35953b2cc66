"""kubectl as release 1.36 behaves, on a simulated cluster.

``main`` finds the command in the table of ``verbs`` and runs its module; ``flags`` reads what is on the command
line, ``client`` and ``arguments`` turn it into objects, ``errors`` puts refusals into kubectl's words.
"""
