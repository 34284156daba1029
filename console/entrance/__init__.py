"""The way in and out: signing in, a one-time link, signing out, and the language of the pages."""
