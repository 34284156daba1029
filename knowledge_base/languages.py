"""Which language stands in when a text is missing in the person's own: the one its speakers are likeliest to read."""

FALLBACK_LANGUAGES = {
    "eu": ("es",),
    "pt": ("es",),
    "ro": ("es",),
    "ar": ("fr", "es"),
    "uk": ("en",),
    "ru": ("en",),
    "zh": ("en",),
    "ur": ("en",),
}


def fallbacks_of(language: str) -> tuple[str, ...]:
    """Languages to look into after `language`, likeliest first; empty when there is none before the original."""
    return FALLBACK_LANGUAGES.get(language, ())


DATE_LOCALES = {"en": "en_GB"}  # language -> whose way of writing days it takes, when not its own
