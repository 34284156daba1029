"""Everything inside the dialogue engine (Rasa 3.6, Python 3.10). Never imports the app; meets it over HTTP on loopback."""
