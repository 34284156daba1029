"""`harrera telegram connect`: what must be set first, and what Telegram is told."""

import pytest

from bot.cli.telegram import connect
from bot.errors import Misconfigured
from connectors.simulator.serving import Serving
from connectors.simulator.telegram import StandIn
from connectors.simulator.telegram_people import TOKEN

ADDRESS = "https://harrera.example.org"


@pytest.fixture
def telegram(monkeypatch, tmp_path):
    """A stand-in, and an environment that points to it."""
    stand_in = StandIn()
    with Serving(stand_in.app()) as url:
        for name, value in {"TOKEN": TOKEN, "SECRET": "our-secret", "API_BASE": url}.items():
            monkeypatch.setenv(f"HARRERA_TELEGRAM_{name}", value)
        monkeypatch.setenv("HARRERA_DATA_DIR", str(tmp_path))
        yield stand_in


def test_webhook_commands_and_name_are_set(telegram, capsys):
    connect(ADDRESS + "/")

    hook = telegram.calls[-1]
    assert (hook.method, hook.fields["url"], hook.fields["secret_token"]) == ("setWebhook", f"{ADDRESS}/telegram/webhook", "our-secret")
    assert any(call.method == "setMyCommands" for call in telegram.calls)
    assert "@harrera_simulated_bot" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["TOKEN", "SECRET"])
def test_nothing_is_told_without_token_or_secret(telegram, monkeypatch, missing):
    monkeypatch.setenv(f"HARRERA_TELEGRAM_{missing}", "")
    with pytest.raises(Misconfigured):
        connect(ADDRESS)

    assert telegram.calls == []


def test_address_without_encryption_is_refused(telegram):
    with pytest.raises(Misconfigured):
        connect("http://harrera.example.org")

    assert telegram.calls == []


def test_wrong_token_is_said_without_naming_it(telegram, monkeypatch):
    monkeypatch.setenv("HARRERA_TELEGRAM_TOKEN", "7000000001:revoked-token")
    with pytest.raises(Misconfigured) as wrong:
        connect(ADDRESS)

    assert "revoked" not in str(wrong.value) and wrong.value.__suppress_context__
