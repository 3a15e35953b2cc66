"""What ``kubectl explain`` looks up and how it is laid out."""
