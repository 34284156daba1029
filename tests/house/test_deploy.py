"""The files with which Harrera is installed: each is read by the program it is written for, and names only what exists."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from prometheus_client import REGISTRY

import bot.metrics  # noqa: F401  (its figures are registered when it is imported)
import connectors.whatsapp_channel.metrics  # noqa: F401
from bot.dialogue.engines import RemoteEngines
from bot.secret import secret_key
from bot.settings import Settings
from tests.house.tree import ROOT
from tests.servers import Missing, program

DEPLOY = ROOT / "deploy"
ALERTS = [rule for group in yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
READ_BY_THE_ENGINE = {"HARRERA_ENGINE_TOKEN", "HARRERA_ACTION_TOKEN", "HARRERA_ACTION_URL", "HARRERA_REDIS_URL"}


def done(*command: str, folder: Path = ROOT) -> str:
    """What the program says; it must be content."""
    result = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert result.returncode == 0, result.stdout
    return result.stdout


def installed(name: str) -> str:
    try:
        return program(name)
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def prepared(tmp_path):
    """A copy of deploy/ after `prepare.sh`: the root of a repository with nothing else in it."""
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    done("deploy/prepare.sh", folder=tmp_path)
    return tmp_path


def env(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("profile", ["compose", "machine"])
def test_prepared_settings_are_taken_by_app_and_engine(tmp_path, monkeypatch, profile):
    for name in [name for name in os.environ if name.startswith("HARRERA_")]:
        monkeypatch.delenv(name)
    done(str(DEPLOY / "prepare.sh"), profile, str(tmp_path))
    app, engine = env(tmp_path / "app.env"), env(tmp_path / "engine.env")
    for name, value in app.items():
        monkeypatch.setenv(name, value)
    given = Settings()

    assert {name.removeprefix("HARRERA_").lower() for name in app} <= set(Settings.model_fields)
    remote = RemoteEngines(given.engine_urls, given.engine_token.get_secret_value(), given.action_token.get_secret_value())
    assert len(remote.addresses) == 2 and len(secret_key(given)) >= 48
    assert set(engine) == READ_BY_THE_ENGINE and all(app.get(name, value) == value for name, value in engine.items())
    words = [app[f"HARRERA_{name}"] for name in ("SECRET_KEY", "ENGINE_TOKEN", "ACTION_TOKEN", "METRICS_TOKEN")]
    assert len(set(words)) == 4 and app["HARRERA_SECRET_KEY"] not in str(engine)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.env")} == {0o600}


def test_preparing_again_changes_nothing(prepared):
    before = {path: path.read_bytes() for path in (prepared / "var" / "deploy").iterdir()}
    done("deploy/prepare.sh", folder=prepared)

    assert {path: path.read_bytes() for path in (prepared / "var" / "deploy").iterdir()} == before and len(before) == 4


def test_compose_file_is_read_by_its_own_tool(prepared):
    read = yaml.safe_load(done(installed("docker-compose"), "-f", "deploy/compose.yml", "config", folder=prepared))
    services = read["services"]

    assert set(services) == {"proxy", "app-1", "app-2", "engine-1", "engine-2", "postgres", "redis"}
    assert [name for name, service in services.items() if service.get("ports")] == ["proxy"]
    assert [name for name, service in services.items() if "outside" in service["networks"]] == ["app-1", "app-2", "proxy"]
    assert {name for name, service in services.items() if service["logging"]["driver"] != "none"} == {"app-1", "app-2"}
    assert all("HARRERA_SECRET_KEY" not in services[name]["environment"] for name in ("engine-1", "engine-2", "redis", "postgres"))
    mounted = [_source(volume) for service in services.values() for volume in service.get("volumes", ())]
    folders = [path for path in mounted if path.startswith("/")]
    assert len(folders) == 4 and all(Path(path).exists() for path in folders)


def _source(volume: str | dict[str, str]) -> str:
    """Older tools print `source:target`, newer ones a mapping."""
    return volume.split(":")[0] if isinstance(volume, str) else volume["source"]


def test_addresses_of_the_proxy_are_those_of_the_compose_file():
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    addresses = {name: service["networks"]["inside"]["ipv4_address"] for name, service in services.items()}
    proxied = re.findall(r"server ([\d.]+):8080 ", (DEPLOY / "compose" / "harrera.d" / "upstreams.conf").read_text())

    assert proxied == [addresses["app-1"], addresses["app-2"]] and len(set(addresses.values())) == len(addresses)
    assert f"listen {addresses['proxy']}:8090;" in (DEPLOY / "compose" / "harrera.d" / "actions.conf").read_text()
    assert services["app-1"]["environment"]["FORWARDED_ALLOW_IPS"] == addresses["proxy"]


@pytest.mark.parametrize("profile", ["nginx", "compose"])
def test_nginx_reads_its_files(tmp_path, profile):
    shutil.copytree(DEPLOY / "nginx", tmp_path / "nginx")
    shutil.copytree(DEPLOY / profile / "harrera.d", tmp_path / "nginx" / "harrera.d", dirs_exist_ok=True)
    _certificate(tmp_path)
    listen, actions = (tmp_path / "nginx" / "harrera.d" / f"{name}.conf" for name in ("listen", "actions"))
    opened = re.sub(r"listen \[::\].*", "", listen.read_text()).replace("listen ", "listen 127.0.0.1:18")  # as anybody, and without IPv6
    listen.write_text(opened.replace("/etc/harrera/tls", str(tmp_path)))
    actions.write_text(actions.read_text().replace("172.31.77.10:", "127.0.0.1:"))  # an address that only containers have
    read = done(
        installed("nginx"), "-T", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx" / "nginx.conf"), "-g", f"pid {tmp_path}/pid;"
    )

    assert set(re.findall(r"access_log ([^;]+);", read)) == {"off"}
    assert set(re.findall(r"error_log ([^;]+);", read)) == {"stderr emerg", "/dev/null emerg"}
    assert 'proxy_set_header X-Forwarded-For "";' in read and "$remote_addr" not in read and "limit_req" not in read


def _certificate(folder: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "harrera.example.org")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    signed = made.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(*plain))
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))


def test_units_are_read_by_systemd(tmp_path):
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text().replace("/opt/harrera/", f"{ROOT}/").replace("=/opt/harrera\n", f"={ROOT}\n")
        (tmp_path / path.name).write_text(text.replace("User=harrera", "User=root"))
    shutil.copy(tmp_path / "harrera-app@.service", tmp_path / "harrera-app@8081.service")
    shutil.copy(tmp_path / "harrera-engine@.service", tmp_path / "harrera-engine@5005.service")
    names = ["harrera-app@8081.service", "harrera-engine@5005.service", "harrera-redis.service", "harrera.target"]
    said = done(installed("systemd-analyze"), "verify", "--man=no", "--recursive-errors=no", *(str(tmp_path / name) for name in names))

    assert [line for line in said.splitlines() if "harrera" in line] == []


def test_ports_of_the_target_are_those_of_proxy_and_settings(tmp_path):
    target = (DEPLOY / "systemd" / "harrera.target").read_text()
    done(str(DEPLOY / "prepare.sh"), "machine", str(tmp_path))
    app, engine = env(tmp_path / "app.env"), env(tmp_path / "engine.env")
    upstreams, actions = ((DEPLOY / "nginx" / "harrera.d" / f"{name}.conf").read_text() for name in ("upstreams", "actions"))

    assert re.findall(r"harrera-app@(\d+)", target) == re.findall(r"server 127.0.0.1:(\d+) ", upstreams)
    assert re.findall(r"harrera-engine@(\d+)", target) == re.findall(r"127.0.0.1:(\d+)", app["HARRERA_ENGINE_URLS"])
    assert engine["HARRERA_ACTION_URL"] == f"http://{re.search(r'listen (.*);', actions)[1]}/webhook"


def test_scripts_are_read_by_the_shell_and_name_what_exists():
    for script in ("prepare.sh", "install.sh", "bootstrap.sh", "lock.sh"):
        done("bash", "-n", str(DEPLOY / script))
    named = re.findall(r"deploy/[\w./-]*\w", (DEPLOY / "install.sh").read_text() + (DEPLOY / "Dockerfile").read_text())

    assert len(named) > 6 and [path for path in named if not (ROOT / path).exists()] == []


def figures() -> set[str]:
    """Names of everything that /metrics can show."""
    return {name for names in REGISTRY._collector_to_names.values() for name in names}


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_alert_names_figures_that_exist_and_is_explained(rule):
    named = set(re.findall(r"\b(?:harrera|process)_\w+", rule["expr"]))

    assert named or rule["expr"] == 'up{job="harrera"} == 0'
    assert named <= figures(), named - figures()
    assert rule["labels"]["severity"] in ("page", "ticket") and rule["annotations"]["summary"].endswith(".")
    assert f"`{rule['alert']}`" in (ROOT / "docs" / "alerts.md").read_text()


def test_guard_sees_a_figure_that_does_not_exist():
    assert "harrera_messages_total" in figures() and "harrera_mesages_total" not in figures()
