"""Every error that Harrera raises on purpose.

    HarreraError
    +-- BadInput               the caller sent something we cannot read
    |   +-- TooLarge           more than we accept
    +-- TooManyMessages        one person, too fast
    +-- NotFound               no such entry, language or page
    +-- NotAllowed             the caller may not do this
    +-- EngineUnavailable      the dialogue engine gave no answer in time
    +-- Unavailable            what came in could not be stored; deliver it again
    +-- ContentFaults          content files with faults, all of them at once
    +-- Misconfigured          a setting that cannot be used

A message of these errors may be shown: it never holds what a person wrote.
"""


class HarreraError(Exception):
    """Base of all; `code` is stable and machine-readable, `status` the HTTP status it becomes."""

    code = "error"
    status = 500


class BadInput(HarreraError):
    code = "bad_input"
    status = 400


class TooLarge(BadInput):
    code = "too_large"
    status = 413


class TooManyMessages(HarreraError):
    code = "too_many_messages"
    status = 429


class NotFound(HarreraError):
    code = "not_found"
    status = 404


class NotAllowed(HarreraError):
    code = "not_allowed"
    status = 403


class EngineUnavailable(HarreraError):
    code = "engine_unavailable"
    status = 503


class Unavailable(HarreraError):
    code = "unavailable"
    status = 503


class Misconfigured(HarreraError):
    code = "misconfigured"


class ContentFaults(HarreraError):
    """Raised with the whole list, so that a writer mends a folder in one go."""

    code = "content_faults"
    status = 422

    def __init__(self, faults: list[str]):
        super().__init__(f"{len(faults)} faults in the content")
        self.faults = faults
