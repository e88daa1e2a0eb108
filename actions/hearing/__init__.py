"""What a message says: as it was understood, read again with what its writer has ordered and with what is said beside it."""
