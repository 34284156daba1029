"""No lock holds a package with a fault that we know of, unless it says why: `deploy/advisories.yml` is what we know, with its day.

What nobody wrote down there is not seen here; CONTRIBUTING says how to look further where there is a network.
"""

import re
from datetime import date

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from tests.house.tree import ROOT

LOCKS = ("requirements.lock", "nlu/requirements.lock")
KNOWN = yaml.safe_load((ROOT / "deploy" / "advisories.yml").read_text("utf-8"))


def pins(lock: str) -> dict[str, str]:
    """Package -> version."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\\\]+)", lock, re.MULTILINE)
    return {name.lower().replace("_", "-").replace(".", "-"): version for name, version in found}


def hits(lock: str) -> set[str]:
    """Ids of the advisories that concern what a lock holds."""
    held = pins(lock)
    concerned = [each for each in KNOWN["advisories"] if each["package"] in held]
    return {each["id"] for each in concerned if is_affected(held[each["package"]], each["affected"])}


def is_affected(version: str, ranges: str | list[str]) -> bool:
    """Within the range, or one of several."""
    found = [ranges] if isinstance(ranges, str) else ranges
    return any(SpecifierSet(each).contains(version, prereleases=True) for each in found)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_no_known_fault_that_is_not_accepted_with_a_reason(name):
    text = (ROOT / name).read_text("utf-8")
    accepted = {each["id"]: each["accepted"][name] for each in KNOWN["advisories"] if name in each.get("accepted", {})}

    assert len(pins(text)) > 100
    assert hits(text) == set(accepted), "mend it, or say why it may stay; what is mended needs no reason any more"
    assert all(len(reason) > 30 for reason in accepted.values())


def test_list_has_its_day_and_each_fault_once():
    ids = [each["id"] for each in KNOWN["advisories"]]

    assert len(ids) == len(set(ids)) > 20 and isinstance(KNOWN["reviewed_on"], date)
    assert all(each.keys() <= {"id", "package", "affected", "what", "accepted"} for each in KNOWN["advisories"])


def test_known_fault_is_seen_in_a_lock():
    assert hits("starlette==0.39.2 \\\n    --hash=x\nPyYAML==6.0.2 \\\n") >= {"CVE-2024-47874", "CVE-2025-54121"}
    assert not hits("starlette==0.47.2 \\\n") & {"CVE-2024-47874", "CVE-2025-54121"}
    assert hits("starlette==1.3.1 \\\n") == set()


@pytest.mark.parametrize(
    ("version", "is_it"), [("4.25.7", True), ("4.25.8", False), ("5.29.4", True), ("5.29.5", False), ("6.31.1", False)]
)
def test_several_ranges_are_each_looked_at(version, is_it):
    assert ("CVE-2025-4565" in hits(f"protobuf=={version}\n")) is is_it
