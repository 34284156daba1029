"""The dialogue engine seen from the app: a client for its messages, and the process that keeps it running."""
