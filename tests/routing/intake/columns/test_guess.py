# ruff: noqa: E501 - one case a line reads best as a table
"""Mappings of real exports, and of tables nobody has seen before."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from routing.errors import FileRefused
from routing.intake.columns.guess import guess_mapping
from routing.intake.columns.header_aliases import preset_for
from routing.intake.columns.mapping import Mapping
from routing.intake.loading import inspect
from routing.intake.reading import read
from tests.routing.intake.made_exports import Desk, table, unknown_headers

EXPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "Zendesk": (
        "Id,Subject,Group,Assignee,Created at,Solved at,Group stations",
        {"id": "Id", "subject": "Subject", "category": "Group", "created_at": "Created at",
         "solved_at": "Solved at", "stations": "Group stations"},
    ),
    "Freshdesk": (
        "Ticket ID,Subject,Description,Status,Priority,Source,Type,Agent,Group,Created time,Resolved time",
        {"id": "Ticket ID", "subject": "Subject", "body": "Description", "category": "Group",
         "created_at": "Created time", "solved_at": "Resolved time", "channel": "Source"},
    ),
    "ServiceNow": (
        "number,short_description,description,assignment_group,assigned_to,opened_at,resolved_at,reassignment_count",
        {"id": "number", "subject": "short_description", "body": "description",
         "category": "assignment_group", "created_at": "opened_at", "solved_at": "resolved_at",
         "reassignments": "reassignment_count"},
    ),
    "Jira": (
        "Issue key,Issue id,Summary,Description,Issue Type,Components,Assignee,Created,Resolved,Labels",
        {"id": "Issue key", "subject": "Summary", "body": "Description", "category": "Components",
         "created_at": "Created", "solved_at": "Resolved"},
    ),
    "Intercom": (
        "conversation_id,source.subject,message_body,team_assignee_id,conversation_created_at,statistics.count_assignments",
        {"id": "conversation_id", "subject": "source.subject", "body": "message_body",
         "category": "team_assignee_id", "created_at": "conversation_created_at",
         "stations": "statistics.count_assignments"},
    ),
    "HubSpot": (
        "Ticket ID,Ticket name,Ticket description,Pipeline,Ticket status,Create date,Close date,Source,Category",
        {"id": "Ticket ID", "subject": "Ticket name", "body": "Ticket description",
         "category": "Category", "created_at": "Create date", "solved_at": "Close date", "channel": "Source"},
    ),
    "Salesforce": (
        "Case Number,Subject,Description,Status,Case Reason,Case Origin,Date/Time Opened,Date/Time Closed,Case Owner",
        {"id": "Case Number", "subject": "Subject", "body": "Description", "category": "Case Reason",
         "channel": "Case Origin", "created_at": "Date/Time Opened", "solved_at": "Date/Time Closed"},
    ),
    "Zoho Desk": (
        "Ticket Id,Subject,Description,Department,Channel,Created Time (Ticket),Ticket Closed Time",
        {"id": "Ticket Id", "subject": "Subject", "body": "Description", "category": "Department",
         "channel": "Channel", "created_at": "Created Time (Ticket)", "solved_at": "Ticket Closed Time"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_the_export_of_a_help_desk_is_mapped_by_itself(name: str):
    header, expected = EXPORTS[name]
    columns = header.split(",")
    preset = preset_for(columns)
    assert preset is not None
    assert preset.name == name
    assert guess_mapping(columns).found() == expected


TABLES: dict[str, dict[str, str]] = {
    "text,label": {"body": "text", "category": "label"},
    "text,label,label_text": {"body": "text", "category": "label_text"},
    "subject,body,answer,type,queue,priority,language": {
        "subject": "subject", "body": "body", "category": "queue", "language": "language"},
    "flags,instruction,category,intent,response": {"body": "instruction", "category": "category"},
    "Ticket ID,Customer Name,Customer Email,Ticket Type,Ticket Subject,Ticket Description,Ticket Status,"
    "Resolution,Ticket Priority,Ticket Channel,First Response Time": {
        "id": "Ticket ID", "subject": "Ticket Subject", "body": "Ticket Description",
        "category": "Ticket Type", "channel": "Ticket Channel"},
    "utterance,intent": {"body": "utterance", "category": "intent"},
    "Complaint ID,Date received,Product,Issue,Consumer complaint narrative,Submitted via": {
        "id": "Complaint ID", "subject": "Issue", "body": "Consumer complaint narrative",
        "category": "Product", "created_at": "Date received", "channel": "Submitted via"},
    "Ticketnummer,Betreff,Beschreibung,Kategorie,Erstellt am,Gelöst am,Kanal,Sprache": {
        "id": "Ticketnummer", "subject": "Betreff", "body": "Beschreibung", "category": "Kategorie",
        "created_at": "Erstellt am", "solved_at": "Gelöst am", "channel": "Kanal", "language": "Sprache"},
    "Numéro,Objet,Message,Catégorie,Date de création": {
        "id": "Numéro", "subject": "Objet", "body": "Message", "category": "Catégorie",
        "created_at": "Date de création"},
    "Número,Asunto,Descripción,Departamento,Fecha de creación": {
        "id": "Número", "subject": "Asunto", "body": "Descripción", "category": "Departamento",
        "created_at": "Fecha de creación"},
    "ticketId,createdAt,messageBody,assignedGroup": {
        "id": "ticketId", "created_at": "createdAt", "body": "messageBody", "category": "assignedGroup"},
    "id,subject,body,first_category,final_category,triage_seconds,handle_seconds,reassignments": {
        "id": "id", "subject": "subject", "body": "body", "first_category": "first_category",
        "category": "final_category", "triage_seconds": "triage_seconds",
        "handle_seconds": "handle_seconds", "reassignments": "reassignments"},
    "number,short_description,category,assignment_group": {
        "id": "number", "subject": "short_description", "category": "category"},
    "key,fields.summary,fields.description,fields.components,fields.created": {
        "id": "key", "subject": "fields.summary", "body": "fields.description",
        "category": "fields.components", "created_at": "fields.created"},
    "ticket.id,ticket.subject,ticket.description,ticket.group": {
        "id": "ticket.id", "subject": "ticket.subject", "body": "ticket.description", "category": "ticket.group"},
    "properties.subject,properties.content,properties.createdate": {
        "subject": "properties.subject", "body": "properties.content", "created_at": "properties.createdate"},
    "件名,本文,カテゴリ": {"subject": "件名", "body": "本文", "category": "カテゴリ"},
    "ID,SUBJECT,DESCRIPTION,DEPARTMENT": {
        "id": "ID", "subject": "SUBJECT", "body": "DESCRIPTION", "category": "DEPARTMENT"},
}  # fmt: skip


@pytest.mark.parametrize("header", TABLES)
def test_a_table_is_mapped_by_its_header_words(header: str):
    assert guess_mapping(header.split(",")).found() == TABLES[header]


def test_headers_that_tell_nothing_are_mapped_by_their_content(reading: Callable):
    rows = "".join(
        f'{i},"I cannot find the button number {i} in your app, please help",{label}\n'
        for i, label in enumerate(["Tech", "Billing"] * 10)
    )
    result = reading("a,b,c\n" + rows)
    assert result.mapping.found() == {"id": "a", "body": "b", "category": "c"}


def test_priorities_are_never_taken_for_categories(reading: Callable):
    rows = "".join(
        f"I cannot log in to my account number {i},{p}\n"
        for i, p in enumerate(["low", "high"] * 10)
    )
    assert reading("x,priority\n" + rows).mapping.category is None


def test_group_stations_count_the_first_assignment_as_one(reading: Callable):
    result = reading("Id,Subject,Group stations\n1,a,1\n2,b,3\n3,c,0\n4,d,x\n")
    assert [t.reassignments for t in result.tickets] == [0, 2, 0, None]
    assert "Unreadable counts" in result.warnings


def test_a_mapping_can_be_given(save: Callable):
    path = save("a,b,c\nx,y,z\n")
    found = list(read(path, Mapping(subject="b", category="c")))
    assert (found[0].subject, found[0].category) == ("y", "z")


def test_a_mapping_to_a_column_that_is_not_there_is_refused(save: Callable):
    with pytest.raises(FileRefused, match='"nope" for body'):
        read(save("a,b\nx,y\n"), Mapping(body="nope"))


def test_the_preview_of_a_table_without_texts_says_what_is_missing(save: Callable):
    preview = inspect(save("a,b\n1,2\n"))
    assert preview.problem is not None
    assert '"a", "b"' in preview.problem


def test_jira_dates_and_repeated_labels(reading: Callable):
    text = "\ufeffIssue key,Summary,Description,Components,Created,Labels,Labels\nIT-1,a,b,Mail,12/Mar/24 9:41 AM,x,y\n"
    result = reading(text)
    assert result.tickets[0].created_at.isoformat() == "2024-03-12T09:41:00"
    assert '"Labels"' in result.warnings


NAMES = ("id", "subject", "body", "category", "priority", "state", "agent", "email", "flag", "rating",
         "created_at", "solved_at", "answer")  # fmt: skip
IN_ORDER = ("subject", "body", "answer")
SCRIPTS = [
    "",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзиклмнопрст",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "กขคงจฉชซญดตถทนบปผพ",
]
DATES = ["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ",
         "%a %b %d %H:%M:%S +0000 %Y", "%d-%b-%Y %I:%M %p"]  # fmt: skip


def unknown_desk(seed: int) -> Desk:
    """An export whose headers no language has, its columns in any order."""
    rng = random.Random(seed)
    needed = {"body", "category", "created_at"}
    headers = unknown_headers([n for n in NAMES if n in needed or rng.random() < 0.85], rng)
    names = list(headers)
    texts = [name for name in IN_ORDER if name in headers]
    for place, name in zip(sorted(map(names.index, texts)), texts, strict=True):
        names[place] = name
    ordered = {name: headers[name] for name in names}
    return Desk(ordered, DATES[seed % 6], SCRIPTS[seed % 5], (40, 120, 400)[seed % 3])


@pytest.mark.parametrize("seed", range(45))
def test_headers_of_no_language_are_mapped_by_the_values(seed: int):
    desk = unknown_desk(seed)
    columns, rows = table(desk, seed)
    meaning = {header: name for name, header in desk.headers.items()}
    found = guess_mapping(columns, rows).found()
    wanted = ("subject", "body", "category", "created_at", "solved_at")
    expected = {name: name for name in wanted if name in desk.headers}
    assert {field: meaning[name] for field, name in found.items() if field != "id"} == expected


@pytest.mark.parametrize(
    ("columns", "field", "expected"),
    [
        (
            {"Components": ["Web", *[""] * 59], "Issue Type": ["Bug", "Task"] * 30},
            "category",
            "Issue Type",
        ),
        ({"Type": ["email"] * 60, "Tags": ["login", "bill"] * 30}, "category", "Tags"),
        ({"Reason": ["yes", "no"] * 30, "Area": ["a", "b", "c"] * 20}, "category", "Area"),
        (
            {"Closed": ["true", "false"] * 30, "Date completed": ["2024-01-05"] * 60},
            "solved_at",
            "Date completed",
        ),
        ({"Closed": ["true", "false"] * 30}, "solved_at", None),
        (
            {"Help Topic": ["General"] * 60, "Department": ["Sales", "Care"] * 30},
            "category",
            "Department",
        ),
        ({"Category": ["General"] * 60}, "category", "Category"),
        ({"Via": ["customer"] * 60, "Type": ["email", "chat"] * 30}, "channel", "Type"),
        ({"Email": ["a@example.com"] * 60}, "body", None),
    ],
)
def test_a_name_counts_only_as_far_as_the_values_agree(columns, field, expected):
    given = {"Subject": [f"my subject number {n}" for n in range(60)], **columns}
    found = guess_mapping(list(given), list(zip(*given.values(), strict=True)))
    assert getattr(found, field) == expected


def test_a_text_of_few_values_is_still_better_than_the_name_of_a_customer():
    kinds = ["Erro no sistema", "Dúvida de uso", "Integração", "Solicitação de acesso"]
    columns = {
        "id_ticket": [f"TKT-{n}" for n in range(80)],
        "cliente": ["Loja Mundo Verde", "Escola Nova Era"] * 40,
        "sistema": ["ERP", "CRM", "BI", "ERP"] * 20,
        "tipo_chamado": kinds * 20,
        "reaberto": ["Sim", "Não"] * 40,
    }
    found = guess_mapping(list(columns), list(zip(*columns.values(), strict=True)))
    assert (found.body, found.category, found.subject) == ("tipo_chamado", "sistema", None)
