"""Response headers of every page: nothing inline, nothing from elsewhere, in no frame, in no cache."""

_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PERMISSIONS = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")

STATIC_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    # not `no-referrer`: with it browsers send `Origin: null` with our own forms, and the guard against foreign forms reads that header
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
}
PAGE_HEADERS = STATIC_HEADERS | {"Cache-Control": "no-store", "Vary": "Cookie, Accept-Language"}
STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=31536000"}
