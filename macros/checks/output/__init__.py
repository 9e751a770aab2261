"""One output, read once for all its checks."""
