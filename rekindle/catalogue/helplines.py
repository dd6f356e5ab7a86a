"""Help lines by country. A line that is out of date is told, and stays: an old number is better than none."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from .notes import Notes
from .shapes import shape, values
from .source import Values
from .structs import Country, Directory, Emergency, Line, Sms

LEAST_COUNTRIES = 30
OLDEST_DAYS = 366
SHORT = 6
T = TypeVar("T")
FIELDS = ("checked_by", "checked_at", "directories", "countries", "note")
TEL = re.compile(r"tel:\+?[0-9*#-]+")


def read(path: Path, today: date, notes: Notes) -> tuple[tuple[Country, ...], tuple[Directory, ...], str]:
    """Countries in the order of the file, directories, and who checked. What has no shape is left out and noted."""
    found = values(path, notes)
    if not found:
        return (), (), ""
    for name in found.value.keys() - set(FIELDS):
        notes.say(found.line(f"$.{name}"), f"There is no field “{name}” here. The fields are {', '.join(FIELDS)}.")
    countries = dict(_each(found, "countries", Country, notes))
    _countries(countries, found, today, notes)
    directories = dict(_each(found, "directories", Directory, notes))
    for at, directory in directories.items():
        _address(directory.url, found.line(f"{at}.url"), notes)
    return tuple(countries.values()), tuple(directories.values()), str(found.value.get("checked_by", ""))


def _each(found: Values, name: str, kind: type[T], notes: Notes) -> Iterator[tuple[str, T]]:
    listed = found.value.get(name)
    if not isinstance(listed, list):
        notes.say(found.line(f"$.{name}"), f"“{name}” is no list. Write entries that begin with “- ”.")
        return
    for place, value in enumerate(listed):
        at = f"$.{name}[{place}]"
        made = shape(value, kind, found, at, notes)
        if made is not None:
            yield at, made


def _countries(countries: Mapping[str, Country], found: Values, today: date, notes: Notes) -> None:
    listed = found.value.get("countries")
    if isinstance(listed, list) and len(listed) < LEAST_COUNTRIES:
        line = found.line("$.countries")
        notes.say(line, f"There are {len(listed)} countries. Write at least {LEAST_COUNTRIES}.")
    seen: set[str] = set()
    for at, country in countries.items():
        if country.code in seen or not re.fullmatch("[A-Z]{2}", country.code):
            notes.say(found.line(at), f"“{country.code}” is no code. Write two capital letters, each country once.")
        seen.add(country.code)
        _tel(country.emergency, found.line(f"{at}.emergency"), notes)
        if not country.lines:
            notes.say(found.line(at), "There is no line for this country. Write at least one.")
        for place, each in enumerate(country.lines):
            _line(each, found, f"{at}.lines[{place}]", today, notes)


def _line(line: Line, found: Values, at: str, today: date, notes: Notes) -> None:
    here = found.line(f"{at}.tel")
    _tel(line, here, notes)
    if line.sms:
        _sms(line.sms, found.line(f"{at}.sms"), notes)
    if line.url:
        _address(line.url, found.line(f"{at}.url"), notes)
    if not (line.name.strip() and line.hours.strip() and line.languages and line.source.strip()):
        notes.say(found.line(at), "Name, hours, languages and source all need words. Write them.")
    age = (today - line.verified_at).days
    if age > OLDEST_DAYS:
        say = "This line was checked more than 12 months ago. Compare it with its source and write today’s day."
        notes.say(found.line(f"{at}.verified_at"), say)
    if age < 0:
        notes.say(found.line(f"{at}.verified_at"), "This day is in the future. Write the day the line was checked.")


def _tel(given: Line | Emergency, line: int, notes: Notes) -> None:
    if not TEL.fullmatch(given.tel):
        notes.say(line, f"“{given.tel}” cannot be dialled. Write tel: and the digits, without spaces: tel:116123.")
        return
    _short(given.tel.removeprefix("tel:"), line, notes)
    dialled, printed = (re.sub(r"\D", "", text) for text in (given.tel, given.number))
    if given.tel.startswith("tel:+"):
        dialled, printed = dialled[-6:], printed[-6:]
    if dialled != printed and not any(letter.isalpha() for letter in given.number):
        notes.say(line, f"The number reads {given.number} and {given.tel} would be dialled. Make them the same.")


def _short(number: str, line: int, notes: Notes) -> None:
    digits = re.sub(r"\D", "", number)
    if number.startswith("+") and len(digits) <= SHORT:
        notes.say(line, f"{number} is a short code. Write it without +, as it is dialled inside the country.")


def _sms(sms: Sms, line: int, notes: Notes) -> None:
    if not re.fullmatch(r"\+?[0-9]+", sms.to):
        notes.say(line, f"“{sms.to}” cannot take a message. Write the digits only.")
    _short(sms.to, line, notes)


def _address(url: str, line: int, notes: Notes) -> None:
    if not re.fullmatch(r"https://[^\s\"'<>]+", url):
        notes.say(line, f"“{url}” is no safe address. Write one that begins with https://.")
