"""The content check: each fault alone, all at once, and no fault where there is none."""

import pytest

from bot.errors import ContentFaults
from knowledge_base.content_check import check_entry, check_folder
from knowledge_base.repository import MemoryEntryRepository
from tests.contract.knowledge_base.samples import ENTRY_YML, FRENCH, SPANISH, content_folder, directory, entry, text

TOPIC = "bilbao/padron/padron-que-es"
YML, ES, FR = f"{TOPIC}/entry.yml", f"{TOPIC}/es.md", f"{TOPIC}/fr.md"
SERVICES = """\
organizations:
- {id: org-town, name: Town}
services:
- id: srv-office
  organization_id: org-town
  name: Office
  phones: [{number: "010", description: null}]
  schedules: [{opens_at: 10:00, closes_at: 14:00, byday: "MO,TU"}]
  location: {address_1: Calle 1, district: abando}
  sources:
  - {url: null, publisher: Background knowledge, seen: C}
districts: {abando: Abando}
"""

SECOND = ENTRY_YML.replace("padron-que-es", "padron-baja")
OTHER_ES = SPANISH.replace("que es el padron", "darme de baja").replace("para que sirve", "otra cosa")


def in_yml(old, new):
    assert old in ENTRY_YML
    return {YML: ENTRY_YML.replace(old, new)}


def in_es(old, new):
    assert old in SPANISH
    return {ES: SPANISH.replace(old, new)}


def in_fr(old, new):
    assert old in FRENCH
    return {FR: FRENCH.replace(old, new)}


def in_services(old, new):
    assert old in SERVICES
    return {"bilbao/services.yml": SERVICES.replace(old, new)}


# (what a writer did, file, key, words of the message)
FAULTS = {
    "entry is not YAML": (in_yml("section: padron", "section: [padron"), YML, "file", "not YAML, line"),
    "entry is a list": ({YML: "- a\n"}, YML, "file", "keys with values"),
    "entry is empty": ({YML: ""}, YML, "id", "is missing"),
    "entry is not UTF-8": ({YML: ENTRY_YML.encode() + b"\xff"}, YML, "file", "not UTF-8"),
    "entry.yml is missing": ({"bilbao/padron/lost/es.md": OTHER_ES}, "bilbao/padron/lost/entry.yml", "file", "is missing"),
    "there is no text": ({"bilbao/padron/padron-baja/entry.yml": SECOND}, "bilbao/padron/padron-baja/entry.yml", "texts", "no text"),
    "key is missing": (in_yml("section: padron\n", ""), YML, "section", "is missing"),
    "key is empty": (in_yml("section: padron\n", "section:\n"), YML, "section", "is empty"),
    "key comes twice": (in_yml("section: padron\n", "section: padron\nsection: x\n"), YML, "file", "comes twice"),
    "text where a list is expected": (in_yml("related: []", "related: {a: b}"), YML, "related", "a list of texts"),
    "list where a text is expected": (in_yml("id: padron-que-es", "id: [a]"), YML, "id", "a text is expected"),
    "sources are missing": ({YML: ENTRY_YML.split("sources:")[0] + "review_by: 2027-02-21\n"}, YML, "sources", "is missing"),
    "there is no source": (
        {YML: ENTRY_YML.split("sources:")[0] + "sources: []\nreview_by: 2027-02-21\n"}, YML, "sources", "at least one",
    ),
    "source has no publisher": (in_yml("  publisher: Ayuntamiento\n", ""), YML, "sources[1].publisher", "is missing"),
    "source is no link": (in_yml("https://www.bilbao.eus/padron", "bilbao.eus"), YML, "sources[1].url", "not an http"),
    "source is a script": (in_yml("https://www.bilbao.eus/padron", "javascript:x"), YML, "sources[1].url", "script"),
    "seen is unknown": (in_yml("seen: A", "seen: D"), YML, "sources[1].seen", "one of A, B, C"),
    "date in another form": (in_yml("2026-11-21", "21/11/2026"), YML, "sources[1].checked_on", "a date such as"),
    "no such day": (in_yml("2027-02-21", "2027-02-30"), YML, "review_by", "a date such as"),
    "folder differs from id": (in_yml("id: padron-que-es", "id: padron"), YML, "id", "folder is called `padron-que-es`"),
    "folder differs from section": (in_yml("section: padron", "section: legal"), YML, "section", "folder is called `padron`"),
    "folder differs from city": (in_yml("city: bilbao", "city: getxo"), YML, "city", "folder is called `bilbao`"),
    "id leaves its folder": (in_yml("id: padron-que-es", "id: ../x"), YML, "id", "without spaces or slashes"),
    "id is used twice": (
        {"bilbao/legal/padron-que-es/entry.yml": ENTRY_YML.replace("section: padron", "section: legal"),
         "bilbao/legal/padron-que-es/es.md": OTHER_ES}, YML, "id", "also the id of bilbao/legal/padron-que-es",
    ),
    "related topic is unknown": (in_yml("related: []", "related: [padron-alta]"), YML, "related", "`padron-alta` is not known"),
    "entry is related to itself": (in_yml("related: []", "related: [padron-que-es]"), YML, "related", "itself"),
    "service is unknown": (in_yml("services: []", "services: [srv-x]"), YML, "services", "`srv-x` is not known"),
    "HTML in entry.yml": (in_yml("supports: Where", "supports: <b>Where"), YML, "sources[1].supports", "HTML"),
    "front matter is missing": ({ES: "## Qué hacer\nVe.\n"}, ES, "front matter", "must begin with"),
    "front matter is not closed": ({ES: "---\ntitle: a\n"}, ES, "front matter", "must begin with"),
    "front matter is not YAML": (in_es("title: Qué", "title: Aviso: Qué"), ES, "front matter", "not YAML, line 1"),
    "title is missing": (in_es("title: Qué es el padrón\n", ""), ES, "title", "is missing"),
    "summary is empty": ({ES: SPANISH.split("summary")[0] + "summary:\nstatus: draft\nsource_revision: 2\n---\na\n"}, ES, "summary", "is empty"),
    "question is empty": (in_es("- que es el padron", "-"), ES, "questions[1]", "is empty"),
    "question is a mapping": (in_es("- que es el padron", "- duda: que es"), ES, "questions[1]", "a text is expected"),
    "status is unknown": (in_es("status: draft", "status: published"), ES, "status", "one of reviewed"),
    "revision is no number": (in_es("source_revision: 2", "source_revision: two"), ES, "source_revision", "whole number"),
    "revision is zero": (in_es("source_revision: 2", "source_revision: 0"), ES, "source_revision", "whole number"),
    "revision is newer than the original": (in_fr("source_revision: 2", "source_revision: 3"), FR, "source_revision", "at 2"),
    "summary is too long": (in_es("El papel", "El papel " * 40), ES, "summary", "at most 320"),
    "HTML in the body": (in_es("Llama al 900 840 111 antes", "<b>Llama</b> 900 840 111 antes"), ES, "body, line 12", "HTML"),
    "HTML in disguise": (in_es("1. Llama", "1. &lt;img src=x&gt; Llama"), ES, "body, line 12", "HTML"),
    "script in the title": (in_es("title: Qué es", "title: <script>x</script>"), ES, "title", "HTML"),
    "script in a link": (in_es("(https://www.bilbao.eus/padron)", "(javascript:alert)"), ES, "body, line 13", "script"),
    "script in a link in disguise": (
        in_es("(https://www.bilbao.eus/padron)", "(&#106;avascript:alert)"), ES, "body, line 13", "script",
    ),
    "data in a link": (in_es("(https://www.bilbao.eus/padron)", "(data:text/html,x)"), ES, "body, line 13", "script"),
    "HTML in a question": (in_es("- que es el padron", "- que es <i>eso"), ES, "questions[1]", "HTML"),
    "link only in a translation": (in_fr("avant le", "[ici](https://evil.example/x) avant le"), FR, "body", "https://evil.example/x"),
    "bare link only in a translation": (in_fr("avant le", "www.evil.example avant le"), FR, "body", "www.evil.example"),
    "mail link only in a translation": (in_fr("avant le", "[ici](mailto:x@evil.example) le"), FR, "body", "mailto:"),
    "control character": (in_es("1. Llama", "1. \x0bLlama"), ES, "body, line 12", "U+000B"),
    "reversed writing": (in_es("title: Qué", "title: \u202eQué"), ES, "title", "U+202E"),
    "isolated writing": (in_es("1. Llama", "1. \u2067Llama"), ES, "body, line 12", "U+2067"),
    "broken encoding": (in_es("1. Llama", "1. Ll\ufffdma"), ES, "body, line 12", "U+FFFD"),
    "placeholder": (in_es("1. Llama", "1. TODO: Llama"), ES, "body, line 12", "placeholder"),
    "template placeholder": (in_es("1. Llama", "1. {phone} Llama"), ES, "body, line 12", "placeholder"),
    "phone differs in one language": (in_fr("900 840 111 avant", "900 840 112 avant"), FR, "body", "900840112 is not in the original"),
    "phone is only in the original": (
        in_es("antes del", "o al 944 010 010 antes del"), ES, "body", "944010010 is in no other language",
    ),
    "short phone differs": (in_fr("avant le", "ou le 016 avant le"), FR, "body", "016 is not in the original"),
    "negatives are not YAML": ({"bilbao/negatives/es.yml": "elsewhere: ["}, "bilbao/negatives/es.yml", "file", "not YAML"),
    "negatives are no list": ({"bilbao/negatives/es.yml": "elsewhere: {a: b}"}, "bilbao/negatives/es.yml", "elsewhere", "list of texts"),
    "negatives hold HTML": ({"bilbao/negatives/es.yml": "elsewhere: [<b>a]"}, "bilbao/negatives/es.yml", "elsewhere[1]", "HTML"),
    "services are not YAML": ({"bilbao/services.yml": "services: ["}, "bilbao/services.yml", "file", "not YAML"),
    "service has no name": (in_services("  name: Office\n", ""), "bilbao/services.yml", "services[1].name", "is missing"),
    "service has an unknown organization": (
        in_services("organization_id: org-town", "organization_id: org-x"), "bilbao/services.yml", "services[1].organization_id", "org-x",
    ),
    "service is in an unknown district": (
        in_services("district: abando", "district: x"), "bilbao/services.yml", "services[1].location.district", "no district `x`",
    ),
    "service has no such hour": (in_services("14:00", "25:00"), "bilbao/services.yml", "services[1].schedules[1].closes_at", "a time"),
    "service has no such day": (in_services("MO,TU", "LU"), "bilbao/services.yml", "services[1].schedules[1].byday", "days are"),
    "service has a phone of letters": (in_services('"010"', '"call us"'), "bilbao/services.yml", "services[1].phones[1].number", "digits"),
    "service holds HTML": (in_services("name: Office", "name: <b>Office"), "bilbao/services.yml", "services[1].name", "HTML"),
    "service id is used twice": (
        in_services("districts:", "- {id: srv-office, organization_id: org-town, name: B}\ndistricts:"),
        "bilbao/services.yml", "services", "comes more than once",
    ),
}  # fmt: skip

HOUSE_RULES = {
    "title is too long": (in_es("title: Qué es", "title: " + "Qué " * 20), ES, "title", "at most 70"),
    "question twice in an entry": (in_es("- para que sirve", "- ¿Que es el PADRON?"), ES, "questions[2]", "same as questions[1]"),
    "question in two entries": (
        {"bilbao/padron/padron-baja/entry.yml": SECOND, "bilbao/padron/padron-baja/es.md": SPANISH}, ES, "questions[1]", "padron-baja",
    ),
    "stray spaces in a text": (in_es("- que es el padron", '- "que  es el padron"'), ES, "questions[1]", "stray spaces"),
    "stray spaces around a text": (in_es("title: Qué es el padrón", 'title: "Qué es "'), ES, "title", "stray spaces"),
    "stray space at the end of a line": (in_es("del 3 de mayo.", "del 3 de mayo. "), ES, "body, line 12", "stray spaces"),
    "tab in a line": (in_es("del 3 de", "del\t3 de"), ES, "body, line 12", "stray spaces"),
    "invisible character": (in_es("- que es", "- que\u200b es"), ES, "questions[1]", "U+200B"),
    "direction mark in Spanish": (in_es("1. Llama", "1. \u200fLlama"), ES, "body, line 12", "U+200F"),
}  # fmt: skip

ADVICE = {
    "numbers differ": (in_fr("3 mai", "4 mai"), FR, "body", "only here: 4; only there: 3"),
    "original links to another page": (in_es("https://www.bilbao.eus/padron", "https://x.org"), ES, "body", "not among the sources"),
    "key is misspelt": (in_yml("related:", "realted:"), YML, "realted", "not a key we know"),
    "body is empty": ({FR: FRENCH.split("## ")[0]}, FR, "body", "is empty"),
    "file is not one of ours": ({f"{TOPIC}/notes.txt": "x"}, f"{TOPIC}/notes.txt", "file", "left out"),
    "negative of an entry that exists": (
        {"bilbao/negatives/es.yml": "missing: {padron-que-es: [a]}"}, "bilbao/negatives/es.yml", "missing.padron-que-es", "by now",
    ),
}  # fmt: skip


def found(problems, path, key, words):
    return [problem for problem in problems if (problem.path, problem.key) == (path, key) and words in problem.message]


def test_sound_content_has_no_fault(tmp_path):
    files = {"bilbao/services.yml": SERVICES, "bilbao/negatives/es.yml": "elsewhere: [va a llover]\nmissing: {nie: [mi tarjeta]}\n"}
    findings = check_folder(content_folder(tmp_path, files), own_city="getxo")
    assert (findings.faults, findings.advice) == ((), ())
    assert [content.city for content in findings.must_be_clean()] == ["bilbao"]


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_reported_with_file_and_key(name, tmp_path):
    changes, path, key, words = FAULTS[name]
    findings = check_folder(content_folder(tmp_path, changes))
    assert found(findings.faults, path, key, words), [str(fault) for fault in findings.faults]
    assert findings.contents == ()


@pytest.mark.parametrize("name", HOUSE_RULES)
def test_house_rules_are_faults_at_home_and_advice_elsewhere(name, tmp_path):
    changes, path, key, words = HOUSE_RULES[name]
    folder = content_folder(tmp_path, changes)
    assert found(check_folder(folder, own_city="bilbao").faults, path, key, words)
    elsewhere = check_folder(folder)
    assert elsewhere.faults == ()
    assert found(elsewhere.advice, path, key, words)


@pytest.mark.parametrize("name", ADVICE)
def test_advice_does_not_stop_an_import(name, tmp_path):
    changes, path, key, words = ADVICE[name]
    findings = check_folder(content_folder(tmp_path, changes))
    assert findings.faults == ()
    assert found(findings.advice, path, key, words), [str(advice) for advice in findings.advice]


def test_all_faults_are_reported_at_once(tmp_path):
    yml = ENTRY_YML.replace("2027-02-21", "soon").replace("seen: A", "seen: D").replace("related: []", "related: [x]")
    es = SPANISH.replace("status: draft", "status: x").replace("1. Llama", "1. <b>Llama").replace("title: Qué", "title: \u202eQué")
    fr = FRENCH.replace("source_revision: 2", "source_revision: 9").replace("title: Le padrón\n", "")
    files = {YML: yml, ES: es, FR: fr, "bilbao/services.yml": "services: [", "bilbao/legal/lost/es.md": "no keys"}
    with pytest.raises(ContentFaults) as raised:
        check_folder(content_folder(tmp_path, files)).must_be_clean()
    places = {tuple(line.split(": ")[:2]) for line in raised.value.faults}
    assert places == {
        (YML, "review_by"), (YML, "sources[1].seen"), (YML, "related"), (ES, "status"), (ES, "body, line 12"), (ES, "title"),
        (FR, "source_revision"), (FR, "title"), ("bilbao/services.yml", "file"), ("bilbao/legal/lost/entry.yml", "file"),
        ("bilbao/legal/lost/es.md", "front matter"),
    }  # fmt: skip
    assert str(raised.value) == f"{len(raised.value.faults)} faults in the content"


def test_direction_marks_are_good_writing_in_arabic(tmp_path):
    arabic = FRENCH.replace("Que faire\n1.", "ماذا تفعل\n1. SATEVI \u200f(")
    findings = check_folder(content_folder(tmp_path, {f"{TOPIC}/ar.md": arabic}), own_city="bilbao")
    assert findings.faults == ()


def test_stale_translation_may_name_the_old_phone(tmp_path):
    stale = FRENCH.replace("source_revision: 2", "source_revision: 1").replace("111 avant", "999 avant")
    findings = check_folder(content_folder(tmp_path, {FR: stale}))
    assert findings.faults == ()
    assert found(findings.advice, FR, "body", "900840999 is not in the original")


@pytest.mark.parametrize(
    "same",
    [
        FRENCH.replace("900 840 111", "+34 900.840.111"),
        FRENCH.replace("900 840 111", "٩٠٠ ٨٤٠ ١١١"),
        FRENCH.replace("3 mai", "٣ mai"),
        FRENCH.replace("900 840 111", "و900840111"),
    ],
)
def test_same_numbers_in_another_form_are_the_same(same, tmp_path):
    findings = check_folder(content_folder(tmp_path, {FR: same}))
    assert (findings.faults, findings.advice) == ((), ())


@pytest.mark.parametrize(("here", "there"), [("1.200,50", "1,200.50"), ("1.200", "1 200"), ("12:30", "12.30"), ("112", "112ra")])
def test_amounts_are_compared_without_their_separators(here, there, tmp_path):
    changes = in_es("3 de mayo", f"3 de mayo {here}") | in_fr("3 mai", f"3 mai {there}")
    findings = check_folder(content_folder(tmp_path, changes))
    assert (findings.faults, findings.advice) == ((), ())


def test_few_questions_are_advice_at_home_only(tmp_path):
    folder = content_folder(tmp_path)
    assert found(check_folder(folder, own_city="bilbao").advice, ES, "questions", "there are 2")
    assert check_folder(folder).advice == ()


def test_entries_may_refer_to_what_is_there_already(tmp_path):
    repository = MemoryEntryRepository()
    changes = in_yml("related: []\nservices: []", "related: [padron-baja]\nservices: [srv-office]")
    folder = content_folder(tmp_path, changes)
    assert len(check_folder(folder, repository=repository).faults) == 2
    repository.save([entry("padron-baja")])
    repository.save_directory("bilbao", directory())
    assert check_folder(folder, repository=repository).faults == ()


def test_folder_of_one_city_can_be_checked_alone(tmp_path):
    folder = content_folder(tmp_path, in_es("status: draft", "status: x"))
    assert found(check_folder(folder / "bilbao").faults, ES, "status", "one of")


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_folder_without_content_is_a_fault(name, tmp_path):
    (tmp_path / "empty").mkdir()
    assert len(check_folder(tmp_path / name).faults) == 1


def test_entry_written_in_the_console_is_checked_alike():
    repository = MemoryEntryRepository()
    repository.save([entry("padron-baja", texts=[text(questions=("mi pregunta",))])])
    written = entry(texts=[text(body="<b>Ve</b>", questions=("¿Mi pregunta?",))], related=("unknown",))
    findings = check_entry(written, repository, own_city="bilbao")
    assert {problem.key for problem in findings.faults} == {"body, line 1", "questions[1]", "related"}
    assert check_entry(entry(), repository).faults == ()
