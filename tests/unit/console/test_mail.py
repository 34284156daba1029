"""Links by mail: what a real mail server gets, over an encrypted connection, and what happens when it does not take it."""

import base64
import email
import email.policy
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.errors import BadInput
from bot.mail import Mail, MailNotSent
from bot.settings import Settings
from tests.unit.console.world import World

LINK = r"http://testserver/console/link/([\w-]{43})"


@dataclass
class Post:
    """A mail server: what it took, and how it behaves."""

    port: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)  # (recipient, message)
    refuses: bool = False
    certificate: ssl.SSLContext | None = None
    was_encrypted: list[bool] = field(default_factory=list)


class Session(socketserver.StreamRequestHandler):
    """SMTP as far as smtplib speaks it: EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA, NOOP, QUIT."""

    def handle(self) -> None:
        post: Post = self.server.post
        encrypted, recipient = False, ""
        self._say("220 post")
        while line := self.rfile.readline().decode().strip():
            verb, _, rest = line.partition(" ")
            if verb.upper() == "EHLO":
                self._say("250-post\r\n250 AUTH PLAIN" if encrypted else "250-post\r\n250 STARTTLS")
            elif verb.upper() == "STARTTLS":
                self._say("220 go on")
                self.rfile.close(), self.wfile.close()
                self.connection = post.certificate.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile, encrypted = self.connection.makefile("rb"), self.connection.makefile("wb"), True
            elif verb.upper() == "AUTH":
                known = base64.b64decode(rest.partition(" ")[2]) == b"\0harrera\0hunter2"
                self._say("235 welcome" if known else "535 no")
            elif verb.upper() == "RCPT":
                recipient = rest
                self._say("550 no such person" if post.refuses else "250 ok")
            elif verb.upper() == "DATA":
                self._say("354 go on")
                post.taken.append((recipient, self._data()))
                post.was_encrypted.append(encrypted)
                self._say("250 taken")
            elif verb.upper() == "QUIT":
                return self._say("221 bye")
            else:
                self._say("250 ok")

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.connection.close()

    def _data(self) -> str:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines).decode()

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())
        self.wfile.flush()


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    post: Post

    def handle_error(self, request, client_address) -> None:
        """A client that breaks off is a test's business."""


@pytest.fixture(scope="module")
def identity(tmp_path_factory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(the server's certificate for localhost, what a client must trust for it)."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False).sign(key, hashes.SHA256())
    file = tmp_path_factory.mktemp("mail") / "both.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


@pytest.fixture
def post(identity) -> Iterator[Post]:
    with Server(("127.0.0.1", 0), Session) as server:
        server.post = Post(server.server_address[1], certificate=identity[0])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.post
        server.shutdown()


@pytest.fixture
def mail(post, identity) -> Mail:
    return Mail(given(post.port), identity[1])


def given(port: int, **changes) -> Settings:
    values = {"mail_server": "localhost", "mail_port": port, "mail_from": "harrera@town.example", "mail_user": "harrera"}
    return Settings(**(values | {"mail_password": "hunter2"} | changes))


def world_with(mail: Mail) -> World:
    world = World()
    world.app.routes[-1].app.state.desk = replace(world.desk, mail=mail)
    return world


def test_link_goes_by_mail_and_nobody_at_the_console_sees_it(post, mail):
    world = world_with(mail)
    admin = world.signed_in("admin")
    page = admin.send("/people/invite", "/people/invite", name="Iñaki", role=["editor"], mail=" inaki@town.example ")

    assert page.status_code == 200 and "/console/link/" not in page.text and "El enlace va por correo" in page.text
    recipient, raw = post.taken[0]
    message = email.message_from_string(raw, policy=email.policy.default)
    body = message.get_content().replace("\r\n", "\n")
    assert "inaki@town.example" in recipient and post.was_encrypted == [True]
    assert (message["from"], message["subject"]) == ("harrera@town.example", "Tu acceso a Harrera")
    assert "Hola, Iñaki:\n" in body and "durante 2 horas" in body
    path = body.split("http://testserver/console")[1].split()[0]
    assert world.browser().get(path).status_code == 200
    assert [row.deed.act for row in world.desk.audit.latest(2)] == ["mail_link", "invite"]


def test_new_link_goes_by_mail_too(post, mail):
    world = world_with(mail)
    ana = world.account("editor", name="Ana")
    page = world.signed_in("admin").send(f"/people/{ana.id}/link", f"/people/{ana.id}", mail="ana@town.example")
    assert "/console/link/" not in page.text and len(post.taken) == 1


@pytest.mark.parametrize("trouble", ["refused", "gone", "unknown certificate", "wrong password"])
def test_link_is_shown_when_the_mail_was_not_taken(post, mail, trouble):
    if trouble == "gone":
        with socket.create_server(("127.0.0.1", 0)) as nobody:
            mail = Mail(given(nobody.getsockname()[1]))
    if trouble == "unknown certificate":
        mail = Mail(given(post.port))
    if trouble == "wrong password":
        mail = Mail(given(post.port, mail_password="guess"), mail._trust)
    post.refuses = trouble == "refused"
    world = world_with(mail)
    page = world.signed_in("admin").send("/people/invite", "/people/invite", name="Ana", role=["editor"], mail="ana@town.example")

    assert page.status_code == 200 and "/console/link/" in page.text and 'role="alert"' in page.text
    assert post.taken == [] and "mail_link" not in [row.deed.act for row in world.desk.audit.latest(9)]


@pytest.mark.parametrize(
    "address", ["ana", "ana@town", "a@b.example\nBcc: all@town.example", "a b@town.example", "a@town.example,b@town.example"]
)
def test_what_is_no_address_makes_no_account_and_sends_nothing(post, mail, address):
    world = world_with(mail)
    page = world.signed_in("admin").send("/people/invite", "/people/invite", name="Ana", role=["editor"], mail=address)

    assert page.status_code == 422 and world.desk.accounts.named("Ana") is None and post.taken == []
    with pytest.raises(BadInput):
        mail.send(address, "x", "y")


def test_without_a_mail_server_no_address_is_asked_for():
    world = World()
    admin = world.signed_in("admin")
    assert 'name="mail"' not in admin.get("/people/invite").text
    page = admin.send("/people/invite", "/people/invite", name="Ana", role=["editor"], mail="ana@town.example")
    assert "/console/link/" in page.text


def test_state_says_what_stands_in_the_way(post, mail, identity):
    assert mail.state() == "works" and Mail(Settings()).state() == "off"
    assert Mail(given(post.port, mail_password="guess"), identity[1]).state() == "refused"
    assert Mail(given(post.port)).state() == "silent", "a certificate that nobody knows"
    with pytest.raises(MailNotSent):
        Mail(given(post.port)).send("ana@town.example", "x", "y")
    assert post.taken == []
