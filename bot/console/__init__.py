"""The agents' pages: rendered on the server, refreshed by small modules while something happens."""
