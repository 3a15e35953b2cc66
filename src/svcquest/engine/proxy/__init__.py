"""kube-proxy: which endpoints a Service port has on a node, and which of them gets a connection."""
