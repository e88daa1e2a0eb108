"""Measurements of the assistant: what `firstline evaluate ...` and `make bench` run."""
