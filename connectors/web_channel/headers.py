"""Response headers of the web channel: nothing from elsewhere, nothing kept, nothing told to other sites."""

_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PERMISSIONS = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")

STATIC_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
}
PRIVATE_HEADERS = STATIC_HEADERS | {"Cache-Control": "no-store"}
