"""All settings, with type, default and one-line help; the same table makes `docs/settings.md`."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Frozen; read once by `bot.bootstrap` and passed in. Environment variables carry the prefix `HARRERA_`."""

    model_config = SettingsConfigDict(env_prefix="HARRERA_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("var"), description="Folder for everything written at run time.")
    database_url: str = Field("", description="SQLAlchemy URL; empty means SQLite in the data folder.")
    redis_url: SecretStr = Field(
        SecretStr(""), description="Redis that several processes of one installation share; empty: one process, which remembers alone."
    )
    environment: str = Field("development", description="`development` or `production`; production refuses weak secrets.")
    secret_key: SecretStr = Field(SecretStr(""), description="Key of all pseudonyms; made on the first run when empty.")
    secret_key_before: SecretStr = Field(
        SecretStr(""), description="The key before this one: what it sealed can still be opened and is known again."
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Word with which /metrics may be read from anywhere; empty: only from this machine, past no proxy."
    )
    host: str = Field("127.0.0.1", description="Address that the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the web server listens on; 0 takes a free one.")
    city: str = Field("bilbao", description="City whose entries are answered when a request names none.")
    default_language: str = Field("es", description="Language of a reply when nothing tells the person's own.")
    operator: str = Field(
        "Harrera (instalación de prueba)",
        min_length=1,
        max_length=200,
        description="Who runs this installation, as the assistant says it.",
    )
    encoder: str = Field("", description="Sentence encoder: empty for the embedded one, else a folder or a model name.")
    vectors: Path = Field(
        Path("~/.cache/harrera/vectors.db"),
        description="File that keeps the encoder's vectors of published texts; made again when missing.",
    )
    engine_python: Path = Field(Path("nlu/.venv/bin/python"), description="Interpreter that runs the dialogue engine.")
    engine_port: int = Field(0, ge=0, le=65535, description="Loopback port of the dialogue engine; 0 takes a free one.")
    engine_urls: str = Field(
        "", description="Addresses of dialogue engines that run by themselves, with commas between; empty: the app starts its own."
    )
    engine_token: SecretStr = Field(SecretStr(""), description="Word that those engines expect from the app.")
    action_token: SecretStr = Field(SecretStr(""), description="Word that the app expects from those engines.")
    engine_timeout: float = Field(3.0, gt=0, description="Seconds to wait for the dialogue engine before answering without it.")
    engine_concurrency: int = Field(8, ge=1, description="Messages in the dialogue engine at once; more wait in the app.")
    message_limit: int = Field(2000, ge=100, description="Characters of one message that are read; longer ones are refused kindly.")
    messages_per_minute: int = Field(40, ge=1, description="Messages of one conversation answered in a minute.")
    telegram_token: SecretStr = Field(SecretStr(""), description="Telegram: the bot's token from @BotFather; empty: off.")
    telegram_secret: SecretStr = Field(
        SecretStr(""), description="Telegram: our own word that comes with every delivery; without it all are refused."
    )
    telegram_mode: Literal["off", "webhook", "polling"] = Field(
        "webhook", description="Telegram: how updates come; `polling` is for a machine that Telegram cannot reach."
    )
    telegram_api_base: str = Field("https://api.telegram.org", description="Telegram: address of the Bot API.")
    whatsapp_phone_id: str = Field(
        "", pattern=r"^\d*$", description="WhatsApp: id of the number at Meta (not the number itself); empty: off."
    )
    whatsapp_token: SecretStr = Field(SecretStr(""), description="WhatsApp: access token of the system user.")
    whatsapp_app_secret: SecretStr = Field(
        SecretStr(""), description="WhatsApp: the app's secret, which signs deliveries; without it all are refused."
    )
    whatsapp_verify_token: SecretStr = Field(SecretStr(""), description="WhatsApp: our own word for the handshake with Meta.")
    whatsapp_template: str = Field(
        "", description="WhatsApp: name of the approved template, with one variable, for what staff say after 24 hours; empty: refused."
    )
    whatsapp_template_language: str = Field("es", description="WhatsApp: language code of that template, as it was approved.")
    whatsapp_api_base: str = Field("https://graph.facebook.com/v25.0", description="WhatsApp: address and version of the Graph API.")
    inflight_minutes: int = Field(
        60, ge=2, le=60, description="Minutes after which a message in flight is removed, answered or not; encrypted until then."
    )
    redelivery_days: int = Field(
        8, ge=1, description="Days in which a message that a platform delivers again is recognised; by a digest only."
    )
    reachable_days: int = Field(
        7, ge=1, le=7, description="Days for which the chat of somebody who asked for a human can be written to; encrypted."
    )
    later_hours: int = Field(
        24, ge=1, le=72, description="Hours for which a human's message waits for the page of a web conversation; encrypted."
    )
    keep_unanswered: bool = Field(
        False,
        description="Keep questions that nothing answers, redacted and encrypted, so that staff see which words they share; the notice says so.",
    )
    unanswered_days: int = Field(30, ge=2, le=60, description="Days for which such questions are kept.")

    console_idle_hours: float = Field(8, gt=0, description="Console: hours without a page after which staff sign in again.")
    console_session_hours: float = Field(72, gt=0, description="Console: hours after which staff sign in again in any case.")
    four_eyes: bool = Field(True, description="Console: who wrote a text may not be the one who publishes it.")
    console_link_hours: float = Field(72, gt=0, description="Console: hours for which an invitation or a link for a new password is good.")
    content_git: Path | None = Field(
        None, description="Folder of a git repository that gets a commit with each publication, made when missing; empty: none."
    )
    content_git_names: bool = Field(False, description="Commits carry the name of who approved, and not only the account's id.")
    translator: str = Field(
        "",
        pattern=r"^$|^[\w.]+:\w+$",
        description="Machine translator for drafts, as `module:object`; empty: off. None comes with Harrera.",
    )

    human_contact: str = Field(
        "", max_length=300, description="How to reach the people who answer in person, as the assistant says it; empty: only the directory."
    )
    human_hours: str = Field("", max_length=200, description="When those people answer, as the assistant says it.")
    languages_off: str = Field(
        "", pattern=r"^([a-z]{2}( [a-z]{2})*)?$", description="Languages that are not answered in, as codes with spaces between."
    )
    answer_from: float = Field(0.45, ge=0.3, le=0.95, description="Sureness from which an entry is given as the answer.")
    ask_from: float = Field(0.5, ge=0.1, le=0.95, description="Sureness that a question is ours from which entries are offered.")
    mail_server: str = Field("", description="Mail server for invitations and new links; empty: links are only shown.")
    mail_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    mail_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the mail server is spoken to; `none` only on this machine."
    )
    mail_user: str = Field("", description="Name at the mail server; empty: none is asked for.")
    mail_password: SecretStr = Field(SecretStr(""), description="Password at the mail server.")
    mail_from: str = Field("", description="Address from which mail comes.")

    @property
    def has_telegram(self) -> bool:
        return bool(self.telegram_token.get_secret_value()) and self.telegram_mode != "off"


def settings_table() -> str:
    """Markdown table of all settings: name, default, meaning."""
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        rows.append(f"| `HARRERA_{name.upper()}` | `{default}` | {field.description} |".replace("``", "*(empty)*"))
    return "\n".join(rows) + "\n"
