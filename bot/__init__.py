"""The conversation: the path of a message from a channel to the dialogue engine and back."""
