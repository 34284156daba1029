"""Mail that the house sends: one-time links to staff, when a mail server is set. Nothing of the people who ask ever goes by mail."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP

from bot.errors import BadInput, HarreraError
from bot.privacy_log import log
from bot.settings import Settings

TIMEOUT = 10.0  # seconds
_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z0-9-]{2,60}")


class MailNotSent(HarreraError):
    """The mail server did not take it, or is not there. What it said is not told: it could name the address."""

    code = "mail_not_sent"
    status = 502


class Mail:
    """One message at a time, over an encrypted connection; an address is used once and kept nowhere."""

    def __init__(self, settings: Settings, trust: ssl.SSLContext | None = None):
        self._given, self._trust = settings, trust

    @property
    def is_set(self) -> bool:
        return bool(self._given.mail_server and self._given.mail_from)

    def check(self, address: str) -> str:
        """The address without spaces around. Raises BadInput when it is none."""
        bare = address.strip()
        if not _ADDRESS.fullmatch(bare):
            raise BadInput("not a mail address")
        return bare

    def send(self, address: str, subject: str, body: str) -> None:
        """Plain text. Raises BadInput for what is no address, MailNotSent."""
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self._given.mail_from, self.check(address), " ".join(subject.split())
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        try:
            with self._server() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            log("mail_not_sent", reason=type(error).__name__)
            raise MailNotSent("the mail could not be sent") from None

    def state(self) -> str:
        """`off`, `works`, `refused` (our name or password), or `silent`; blocks for some seconds."""
        if not self.is_set:
            return "off"
        try:
            with self._server() as server:
                server.noop()
            return "works"
        except smtplib.SMTPAuthenticationError:
            return "refused"
        except (OSError, smtplib.SMTPException, ValueError):
            return "silent"

    def _server(self) -> smtplib.SMTP:
        given, trust = self._given, self._trust or ssl.create_default_context()
        place = (given.mail_server, given.mail_port)
        if given.mail_security == "tls":
            server = smtplib.SMTP_SSL(*place, timeout=TIMEOUT, context=trust)
        else:
            server = smtplib.SMTP(*place, timeout=TIMEOUT)
        try:
            if given.mail_security == "starttls":
                server.starttls(context=trust)
            if given.mail_user:
                server.login(given.mail_user, given.mail_password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server
