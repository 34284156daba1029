"""Insights: what people ask, in figures, and the questions that nothing answers."""
