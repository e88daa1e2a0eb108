"""One function per request. Each takes the session of the caller's transaction and leaves the commit to the caller."""
