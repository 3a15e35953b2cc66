"""svcquest: learn Kubernetes Services in the terminal, on a simulated cluster."""

__version__ = "0.1.0"
