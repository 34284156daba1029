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
    environment: str = Field("development", description="`development` or `production`; production refuses weak secrets.")
    secret_key: SecretStr = Field(SecretStr(""), description="Key of all pseudonyms; made on the first run when empty.")
    host: str = Field("127.0.0.1", description="Address that the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the web server listens on; 0 takes a free one.")
    city: str = Field("bilbao", description="City whose entries are answered when a request names none.")
    default_language: str = Field("es", description="Language of a reply when nothing tells the person's own.")
    operator: str = Field("Harrera (instalación de prueba)", description="Who runs this installation, as the assistant says it.")
    encoder: str = Field("", description="Sentence encoder: empty for the embedded one, else a folder or a model name.")
    vectors: Path = Field(
        Path("~/.cache/harrera/vectors.db"),
        description="File that keeps the encoder's vectors of published texts; made again when missing.",
    )
    engine_python: Path = Field(Path("nlu/.venv/bin/python"), description="Interpreter that runs the dialogue engine.")
    engine_port: int = Field(0, ge=0, le=65535, description="Loopback port of the dialogue engine; 0 takes a free one.")
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

    console_idle_hours: float = Field(8, gt=0, description="Console: hours without a page after which staff sign in again.")
    console_session_hours: float = Field(72, gt=0, description="Console: hours after which staff sign in again in any case.")
    four_eyes: bool = Field(True, description="Console: who wrote a text may not be the one who publishes it.")
    console_link_hours: float = Field(72, gt=0, description="Console: hours for which an invitation or a link for a new password is good.")

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
