"""Where staff work: who may do what, and the pages."""
