"""What kube-proxy writes into a node's kernel, as data: iptables rules, ipvs virtual servers, nftables maps.

Derived from the state when somebody lists them; routing does not read them. Tools on nodes print them.
"""
