"""What runs in the interpreter of Rasa (Python 3.10): training a project, reading acts, a minimal action server. Never imports the app."""
