"""Acronyms: a table of what they stand for, and how a text defines its own."""
