"""How far a service is from a place, as the crow flies. Coordinates that are not known are never guessed from an address."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from babel.units import format_unit

from knowledge_base.directory import Location, Service

EARTH = 6_371_009  # metres, mean radius (IUGG)
NEAR = 950  # metres below which metres are said, by fifties; beyond it kilometres


def metres(location: Location, latitude: float, longitude: float) -> float:
    """The haversine distance. Raises ValueError when the coordinates of `location` are not known."""
    if location.latitude is None or location.longitude is None:
        raise ValueError("no coordinates")
    north, east = radians(location.latitude - latitude), radians(location.longitude - longitude)
    chord = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(location.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))


def nearest_first(services: Iterable[Service], latitude: float, longitude: float) -> list[Service]:
    """Only services with known coordinates."""
    known = [s for s in services if s.location and s.location.latitude is not None and s.location.longitude is not None]
    return sorted(known, key=lambda service: metres(service.location, latitude, longitude))


def in_words_of(distance: float, language: str) -> str:
    """A round figure: the place was rounded to a hundred metres too."""
    if distance < NEAR:
        return format_unit(max(50, round(distance / 50) * 50), "length-meter", length="short", locale=language)
    return format_unit(round(distance / 1000, 1), "length-kilometer", length="short", locale=language)
