"""The way of a message: from the inbox through a turn to the outbox, and live to whoever watches."""
