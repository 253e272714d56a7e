"""Masking profiles: what is masked and by what it is replaced, as data of `resources/masking/NAME.toml` (DOMAIN.md §5)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from court_core.errors import CourtError
from court_core.masking.spans import Found, Kind
from court_core.resource_files import resource_path

PROFILE_NAMES = ("liwan-2013", "spc-2016", "spc-2024")
DEFAULT_PROFILE = "spc-2024"

Who = Literal["all", "parties", "listed", "none"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of masking. `label` is what the clerk reads when choosing it for a batch.

    `things` gives, for numbers and the like, what stands in their place; a kind that is missing stays as it is.
    `family_causes` are words of a cause (案由) that make every party of the case one to be masked (art. 8 (1)).
    """

    name: str
    label: str
    persons: Who
    person_style: Literal["surname", "cross"]
    person_roles: frozenset[str]
    family_causes: tuple[str, ...]
    organisations: Who
    organisation_style: Literal["parts", "cross"]
    address_style: Literal["below-county", "house-number"]
    things: dict[Kind, str]
    deleted_documents: tuple[str, ...]
    deleted_parts: tuple[str, ...]

    def masks_person(self, found: Found, *, family_case: bool) -> bool:
        """Whether this person's name goes; lawyers and members of public bodies never do."""
        if found.group in ("lawyer", "public-body"):
            return False
        if self.persons == "listed":
            # In a family case the relatives tell who the parties are: only agents keep their names.
            return (family_case and found.group != "agent") or not self.person_roles.isdisjoint(found.role.split("、"))
        return self.persons == "all" or (self.persons == "parties" and found.group == "party")

    def masks_organisation(self, found: Found) -> bool:
        """Whether this organisation's name goes; public bodies never do."""
        if found.group == "public-body":
            return False
        return self.organisations == "all" or (self.organisations == "parties" and found.group == "party")

    def family_case(self, title: str) -> bool:
        """Whether the title and first lines of a document name a cause of family or inheritance."""
        return any(cause in title for cause in self.family_causes)


@lru_cache(maxsize=8)
def load_profile(name: str) -> Profile:
    """The profile of that name. CourtError `masking.profile-unknown` when there is none."""
    if name not in PROFILE_NAMES:
        raise CourtError("masking.profile-unknown", name=name[:40], known="、".join(PROFILE_NAMES))
    data = tomllib.loads(resource_path(f"masking/{name}.toml").read_text(encoding="utf-8"))
    return _profile(data)


def _profile(data: dict[str, object]) -> Profile:
    persons = cast("dict[str, object]", data["persons"])
    organisations = cast("dict[str, str]", data["organisations"])
    deleted = cast("dict[str, list[str]]", data["deleted"])
    return Profile(
        name=str(data["name"]),
        label=str(data["label"]),
        persons=cast("Who", persons["who"]),
        person_style=cast("Literal['surname', 'cross']", persons["style"]),
        person_roles=frozenset(cast("list[str]", persons.get("roles", []))),
        family_causes=tuple(cast("list[str]", persons.get("family_causes", []))),
        organisations=cast("Who", organisations["who"]),
        organisation_style=cast("Literal['parts', 'cross']", organisations["style"]),
        address_style=cast("Literal['below-county', 'house-number']", cast("dict[str, str]", data["address"])["style"]),
        things=cast("dict[Kind, str]", data["things"]),
        deleted_documents=tuple(deleted["documents"]),
        deleted_parts=tuple(deleted["parts"]),
    )
