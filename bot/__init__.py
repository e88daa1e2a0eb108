"""Firstline: first-line customer support for online shops."""
