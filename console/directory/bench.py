"""Everything the pages of the directory are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.directory.reading import read_frame, read_text
from console.editing.bench import Acts, Bench, Previews
from console.frame.forms import Form
from console.permissions import Act
from knowledge_base.directory import DAYS
from knowledge_base.editing.draft import FRAME, Draft
from knowledge_base.editing.life import Desk
from knowledge_base.editing.services.checking import NEEDS
from knowledge_base.editing.services.desk import ServiceTrial
from knowledge_base.editing.services.written import ALL_LANGUAGES, WrittenService, WrittenServiceText
from knowledge_base.entry import ORIGINAL_LANGUAGE, SEEN
from knowledge_base.listing import Listing


@dataclass(frozen=True)
class DirectoryBench(Bench):
    """The bench of services; `languages` has ALL_LANGUAGES first, for a text that holds in every one."""

    name = "directory"
    kind = "service"
    acts = Acts(Act.SEE_KNOWLEDGE, Act.WRITE_SERVICE, Act.PUBLISH_SERVICE, Act.PUBLISH_SERVICE, Act.PUBLISH_SERVICE)
    desk: Desk
    previews: Previews
    languages: Mapping[str, str]
    city: str

    @property
    def cities(self) -> Sequence[str]:
        return self.desk.papers.repository.cities()

    def trial(self, draft: Draft) -> ServiceTrial | None:
        listing = self.desk.composed(draft).entry
        return ServiceTrial(listing) if listing else None

    def original(self, paper: Listing) -> str:
        return ORIGINAL_LANGUAGE if ORIGINAL_LANGUAGE in paper.service.name else ALL_LANGUAGES

    def empty_text(self) -> WrittenServiceText:
        return WrittenServiceText()

    def read_text(self, form: Form) -> WrittenServiceText:
        return read_text(form)

    def read_frame(self, form: Form) -> WrittenService:
        return read_frame(form)

    def frame_choices(self, draft: Draft) -> dict[str, Any]:
        directory = self.desk.papers.directory(draft.city)
        organizations = sorted((each.name, each.id) for each in directory.organizations)
        values = {"organizations": organizations, "districts": dict(directory.districts), "needs": NEEDS, "seen": SEEN, "days": DAYS}
        return values | {"empty": WrittenService()}

    def text_limits(self, draft: Draft) -> dict[str, Any]:
        frame = draft.frame or self.desk.papers.part(self.find(draft.city, draft.entry_id), FRAME)
        return {"numbers": frame.phones if frame else ()}
