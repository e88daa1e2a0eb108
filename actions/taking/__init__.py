"""What comes of a message: an answer to the open question, a request of its own, or several."""
