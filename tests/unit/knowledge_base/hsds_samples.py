"""Real directories, and HSDS files of somebody else, for tests."""

import csv
import json
from functools import cache
from pathlib import Path

from knowledge_base.content_files import read_folder
from knowledge_base.directory import Directory
from knowledge_base.problems import Problems

CONTENT = Path(__file__).parents[3] / "knowledge_base" / "content"
CITIES = ("bilbao", "valencia")
SERVICE, ORGANIZATION = "ac148810-d857-441c-9679-408f346de14b", "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
HERE, THERE = "3a19ff88-4620-4d17-9830-ac1d859eb5d5", "3a19ff88-4620-4d17-9830-ac1d859eb5d6"


@cache
def real_directory(city: str) -> Directory:
    """The directory of one of our cities, as its services.yml has it."""
    problems = Problems()
    (draft,) = read_folder(CONTENT / city, problems)
    return draft.directory


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def foreign_service(**changes) -> dict:
    """A service as another publisher has it: no taxonomies of ours, two places."""
    places = [
        {"id": uuid(1), "location": foreign_location(HERE, "Main Street 1"), "phones": [{"id": uuid(3), "number": "+34 (0)94-123.45 67"}]},
        {"id": uuid(2), "location": foreign_location(THERE, "Side Street 2")},
    ]
    values = {
        "id": SERVICE,
        "name": "Counselling",
        "description": "<p>For <b>everybody</b> &amp; all.</p>",
        "status": "active",
        "organization": {"id": ORGANIZATION, "name": "Example Org", "description": "-"},
        "schedules": [foreign_schedule()],
        "languages": [{"id": uuid(5), "name": "Urdu"}, {"id": uuid(6), "code": "es"}],
        "required_documents": [{"id": uuid(7), "document": "Passport"}, {"id": uuid(8), "document": "Photo"}],
        "cost_options": [{"id": uuid(9), "option": "Adults", "amount": 35, "currency": "eur", "amount_description": "per hour"}],
        "service_at_locations": places,
    }
    return {key: value for key, value in (values | changes).items() if value is not None}


def foreign_location(id: str, street: str) -> dict:
    address = {"address_1": street, "address_2": "2nd floor", "city": "Bilbao", "state_province": "Bizkaia", "postal_code": "48001"}
    place = {"id": id, "location_type": "physical", "latitude": 43.25, "longitude": -3}
    return place | {"addresses": [{"id": uuid(int(id[-1])), "country": "ES", "address_type": "physical", **address}]}


def foreign_schedule(**changes) -> dict:
    return {"id": uuid(4), "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00", "closes_at": "14:00:00"} | changes


def json_file(folder: Path, values: object, name: str = "services.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def csv_files(folder: Path, **files: list[dict]) -> Path:
    """A file for each keyword, with the columns that its records have."""
    folder.mkdir(exist_ok=True)
    for name, records in files.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for record in records for key in record)))
            writer.writeheader()
            writer.writerows(records)
    return folder
