"""Relevance measured over judged queries."""
