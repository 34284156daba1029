"""The console's cookies: never readable by scripts, never sent from another site's pages, and only below /console."""

from dataclasses import dataclass

from fastapi import Request, Response

from console.frame import ROOT

SESSION = "harrera_session"  # who is signed in
VISIT = "harrera_visit"  # who is about to sign in; holds nothing, only guards the form
SAID = "harrera_said"  # what the next page says once, sealed


@dataclass(frozen=True, slots=True)
class Cookies:
    """`always_secure`: also when the request came over plain HTTP, because a proxy in front speaks HTTPS without saying so."""

    always_secure: bool

    def read(self, request: Request, name: str) -> str:
        return request.cookies.get(self._named(request, name), "")

    def give(self, request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
        """Without `seconds` it ends with the browser."""
        secure = self._is_secure(request)
        response.set_cookie(self._named(request, name), value, seconds, path=ROOT, secure=secure, httponly=True, samesite="lax")

    def remove(self, request: Request, response: Response, name: str) -> None:
        secure = self._is_secure(request)
        response.delete_cookie(self._named(request, name), path=ROOT, secure=secure, httponly=True, samesite="lax")

    def _named(self, request: Request, name: str) -> str:
        # a page over plain HTTP cannot write a cookie of such a name: nobody between can slip one in
        return f"__Secure-{name}" if self._is_secure(request) else name

    def _is_secure(self, request: Request) -> bool:
        return self.always_secure or request.url.scheme == "https"
