"""CoreDNS as a function of the cluster's state, and the resolver libraries that ask it."""
