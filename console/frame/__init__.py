"""What every page of the console stands in: doors, forms, layout, words, errors."""

ROOT = "/console"
