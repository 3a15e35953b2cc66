"""The network between pods, nodes and the world outside: where packets go, who hears them, what stops them."""
