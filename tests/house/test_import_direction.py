"""Each rule of imports, broken on purpose in a copy: import-linter must find every break, and nothing in the house as it is."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT

LINT = Path(sys.executable).parent / "lint-imports"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = [[name.strip() for name in layer.split("|")] for layer in next(c for c in CONTRACTS if c["type"] == "layers")["layers"]]


def layer_breaks() -> list[tuple[str, str]]:
    """(module, what it may not import): every module upwards to each of the layer above, and sideways to its neighbour."""
    upwards = [(low, high) for above, below in zip(LAYERS, LAYERS[1:]) for low in below for high in above]
    sideways = [(a, b) for layer in LAYERS for a in layer for b in layer if a != b]
    return upwards + sideways


def forbidden_breaks(contract: dict) -> list[tuple[str, str]]:
    """One break for every source module, and one for every forbidden one."""
    sources, forbidden = contract["source_modules"], contract["forbidden_modules"]
    pairs = [(source, forbidden[0]) for source in sources] + [(sources[0], bad) for bad in forbidden]
    return list(dict.fromkeys(pairs))


@pytest.fixture
def copy(tmp_path) -> Path:
    """The packages without their data."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=lambda folder, names: [n for n in names if _is_data(folder, n)])
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _is_data(folder: str, name: str) -> bool:
    return name == "__pycache__" or not (name.endswith(".py") or (Path(folder) / name).is_dir())


def lint(folder: Path) -> str:
    done = subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert "Analyzed" in done.stdout, done.stdout + done.stderr
    return done.stdout


def add_import(folder: Path, module: str, imported: str) -> None:
    path = folder.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    assert file.is_file(), f"{module} is no module: the contract names something that does not exist"
    file.write_text(f"{file.read_text()}\nimport {imported}\n")


def test_house_as_it_is_keeps_every_contract(copy):
    report = lint(copy)

    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in report
    assert len(CONTRACTS) >= 5 and len(LAYERS) >= 10
    assert int(report.split("Analyzed ")[1].split(" ")[0]) > 100


@pytest.mark.parametrize(("low", "high"), list(zip(LAYERS[1:], LAYERS)), ids=lambda layer: layer[0])
def test_import_upwards_is_found(copy, low, high):
    """All edges between two layers at once; each must be named in the report."""
    breaks = [pair for pair in layer_breaks() if pair[0] in low and pair[1] in high]
    for module, imported in breaks:
        add_import(copy, module, imported)
    report = " ".join(lint(copy).split())

    assert breaks and "imports go down only BROKEN" in report
    assert [pair for pair in breaks if f"{pair[0]} is not allowed to import {pair[1]}:" not in report] == []


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if len(layer) > 1], ids=lambda layer: layer[0])
def test_import_sideways_is_found(copy, layer):
    breaks = [(a, b) for a, b in zip(layer, layer[1:])]
    for module, imported in breaks:
        add_import(copy, module, imported)
    report = " ".join(lint(copy).split())

    assert "imports go down only BROKEN" in report
    assert [pair for pair in breaks if f"{pair[0]} is not allowed to import {pair[1]}:" not in report] == []


@pytest.mark.parametrize("contract", [c for c in CONTRACTS if c["type"] == "forbidden"], ids=lambda c: c["name"].replace(" ", "-"))
def test_forbidden_import_is_found(copy, contract):
    breaks = forbidden_breaks(contract)
    for module, imported in breaks:
        add_import(copy, module, imported)
    report = " ".join(lint(copy).split())

    assert f"{contract['name']} BROKEN" in report
    assert [pair for pair in breaks if f"{pair[0]} is not allowed to import {pair[1]}:" not in report] == []
