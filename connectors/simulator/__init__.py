"""Stand-ins for the platforms' servers, and a terminal to talk through them: so that tests and staff need no account."""
