"""The shop's own nouns with their rules as methods: nothing here knows of Rasa, of the web or of a channel."""
