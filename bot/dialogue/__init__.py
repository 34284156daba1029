"""The dialogue engines seen from the app: a client for messages, which engine gets them, and the process that keeps our own running."""
