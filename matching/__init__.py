"""Text in, ranked candidates with calibrated probabilities out. Knows no topic and no rumour."""
