"""Reading a customer's words about articles: which are spoken of, what they are, what they should be. Knows nothing of orders."""
