"""What requests need to know, shared between them: who asks, about which order and articles, and a yes."""
