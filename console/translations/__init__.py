"""Translations in bulk: where each language stands, one language out for translators and in again."""
