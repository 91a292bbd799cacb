# ruff: noqa: E501, RUF001 - one export a line reads best as a table
"""Headers of help desks as their users see them, in twelve languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.columns.guess import guess_mapping
from routing.intake.columns.header_aliases import (
    header_aliases,
    is_known,
    is_other,
    languages_of,
    normal,
    preset_for,
    rank_of,
)

FIELDS = ("id", "subject", "body", "category", "created_at", "solved_at")

# The six columns wanted, "" for none, then others that must not be taken.
DESKS: dict[str, str] = {
    "GLPI pt": "ID|Título|Descrição|Categoria|Data de abertura|Data da solução||Status|Entidade|Última atualização|Prioridade|Requerente",
    "GLPI fr": "ID|Titre|Description|Catégorie|Date d'ouverture|Date de résolution||Entité|Statut|Dernière modification|Priorité|Demandeur - Demandeur",
    "GLPI es": "ID|Título|Descripción|Categoría|Fecha de apertura|Fecha de solución||Entidad|Estado|Última modificación|Prioridad|Solicitante",
    "GLPI it": "ID|Titolo|Descrizione|Categoria|Data di apertura|Data di soluzione||Entità|Stato|Ultima modifica|Priorità|Richiedente",
    "GLPI de": "ID|Titel|Beschreibung|Kategorie|Eröffnungsdatum|Lösungsdatum||Einheit|Status|Letzte Änderung|Priorität|Anforderer",
    "GLPI nl": "ID|Titel|Omschrijving|Categorie|Openingsdatum|Oplosdatum||Entiteit|Status|Laatste wijziging|Prioriteit|Aanvrager",
    "GLPI pl": "ID|Tytuł|Opis|Kategoria|Data otwarcia|Data rozwiązania||Jednostka|Status|Ostatnia aktualizacja|Priorytet|Wnioskodawca",
    "GLPI tr": "ID|Başlık|Açıklama|Kategori|Açılış tarihi|Çözüm tarihi||Birim|Durum|Son güncelleme|Öncelik|Talep eden",
    "GLPI ja": "ID|タイトル|説明|カテゴリ|オープン日|解決日||エンティティ|ステータス|最終更新|優先度|要求者",
    "GLPI zh": "编号|标题|描述|类别|打开日期|解决日期||实体|状态|最后更新|优先级|请求者",
    "GLPI ar": "رقم التذكرة|العنوان|الوصف|الفئة|تاريخ الفتح|تاريخ الحل||الحالة|آخر تحديث|الأولوية|مقدم الطلب",
    "OTRS en": "Ticket#|Subject||Queue|Created|Closed||Age|State|Priority|Lock|Owner|CustomerID|Customer Name|From",
    "OTRS de": "Ticketnummer|Betreff||Queue|Erstellt|Geschlossen||Alter|Status|Priorität|Sperre|Besitzer|Kundennummer|Kundenname|Von",
    "TOPdesk nl": "Meldingnummer|Korte omschrijving (Details)|Verzoek|Categorie|Datum aangemeld|Datum gereed||Aanmelder|Behandelaar|Status|Streefdatum|Actie",
    "TOPdesk en": "Call number|Brief description|Request|Category|Creation date|Date completed||Caller|Operator|Status|Target date|Action",
    "TOPdesk de": "Nummer|Kurzbeschreibung|Anfrage|Kategorie|Erstelldatum|Abgeschlossen am||Melder|Bearbeiter|Status|Zieldatum",
    "Redmine en": "#|Subject|Description|Category|Created|Closed||Project|Tracker|Status|Priority|Author|Assignee|Updated|Due date|% Done|Private",
    "Redmine de": "#|Thema|Beschreibung|Kategorie|Angelegt|Geschlossen||Projekt|Status|Priorität|Autor|Zugewiesen an|Aktualisiert",
    "Redmine fr": "#|Sujet|Description|Catégorie|Créé|Fermé||Projet|Statut|Priorité|Auteur|Assigné à|Mis à jour",
    "Redmine ja": "#|題名|説明|カテゴリ|作成日|終了日||プロジェクト|ステータス|優先度|作成者|担当者|更新日|期日",
    "Redmine pl": "#|Temat|Opis|Kategoria|Utworzone|Zamknięte||Projekt|Status|Priorytet|Autor|Przypisany do|Zaktualizowano",
    "Redmine zh": "#|主题|描述|类别|创建于|结束日期||项目|状态|优先级|作者|指派给",
    "Request Tracker": "id|Subject||Queue|Created|Resolved||Status|Owner|Requestors|LastUpdated|Priority|TimeWorked",
    "osTicket": "Ticket Number|Subject||Help Topic|Date Created|Closed Date||From|From Email|Priority|Department|Source|Current Status|Last Updated|Overdue|Agent Assigned",
    "Zammad en": "#|Title||Group|Created at|Closed at||Customer|Organization|Owner|State|Priority|Updated at",
    "Zammad de": "#|Titel||Gruppe|Erstellt am|Geschlossen am||Kunde|Organisation|Besitzer|Status|Priorität|Aktualisiert am",
    "Help Scout": "Conversation Number|Subject|Preview|Tags|Created|Closed||Status|Customer|Customer Email|Assigned To",
    "HubSpot en": "Ticket ID|Ticket name|Ticket description|Category|Create date|Close date||Ticket status|Priority|Ticket owner",
    "HubSpot es": "ID del ticket|Nombre del ticket|Descripción del ticket|Categoría|Fecha de creación|Fecha de cierre||Estado|Prioridad|Propietario",
    "HubSpot de": "Ticket-ID|Ticket-Name|Ticket-Beschreibung|Kategorie|Erstellungsdatum|Schließdatum||Status|Priorität",
    "HubSpot fr": "ID du ticket|Nom du ticket|Description du ticket|Catégorie|Date de création|Date de fermeture||Statut|Priorité|Propriétaire",
    "HubSpot pt": "ID do ticket|Nome do ticket|Descrição do ticket|Categoria|Data de criação|Data de fechamento||Status|Prioridade|Proprietário",
    "Front": "Conversation ID|Subject|Extract|Inbox|Created at|||Assignee|Status|Sender",
    "an Italian desk": "Numero ticket|Oggetto|Testo della richiesta|Reparto|Data apertura|Data chiusura||Cliente|Operatore|Priorità|Stato",
    "a Brazilian desk": "Protocolo|Assunto|Descrição do problema|Setor|Data do chamado|Data de encerramento||Cliente|Atendente|Prioridade|Situação|Reaberto",
    "a Turkish desk": "Talep No|Konu|Talep Açıklaması|Departman|Oluşturulma Tarihi|Kapanış Tarihi||Müşteri|Temsilci|Öncelik|Durum",
    "a Polish desk": "Nr zgłoszenia|Temat|Treść zgłoszenia|Dział|Data zgłoszenia|Data zamknięcia||Klient|Opiekun|Priorytet|Status",
    "an Arabic desk": "رقم الطلب|الموضوع|تفاصيل الطلب|القسم|تاريخ الإنشاء|تاريخ الإغلاق||العميل|الموظف|الأولوية|الحالة",
    "a Chinese desk": "工单号|主题|问题描述|问题类型|创建时间|关闭时间||客户|处理人|优先级|状态",
    "a Japanese desk": "受付番号|件名|問い合わせ内容|問い合わせ種別|受付日時|対応完了日時||顧客名|担当者|優先度|対応状況",
    "a Dutch desk": "Ticketnummer|Onderwerp|Bericht|Afdeling|Aangemaakt op|Gesloten op||Klant|Medewerker|Prioriteit|Status",
    "a Spanish desk": "Folio|Asunto|Descripción del problema|Departamento|Fecha de registro|Fecha de cierre||Cliente|Responsable|Prioridad|Estatus",
    "a French desk": "N° ticket|Objet|Contenu du message|Service|Créé le|Clôturé le||Client|Responsable|Priorité|Statut",
    "additions": "Ticket ID*|Subject (short)|Description\n(full text)|Category [final]|Created (UTC)|Closed: date||Priority (1-4)",
    "two languages": "Nummer / Number|Betreff / Subject|Beschreibung / Description|Kategorie / Category|Erstellt / Created|Gelöst / Solved||Status / State",
}  # fmt: skip
CELLS = {
    "id": ("1001", "1002", "1003"),
    "subject": ("Printer stuck", "Cannot log in", "Invoice wrong"),
    "body": ("It blinks and does nothing at all", "It says my password is wrong", "You charged me twice in May"),
    "category": ("Hardware", "Access", "Billing"),
    "created_at": ("05-09-2025 14:10", "06-09-2025 08:00", "07-09-2025 09:15"),
    "solved_at": ("05-09-2025 18:02", "07-09-2025 10:00", ""),
}  # fmt: skip


@pytest.mark.parametrize("desk", DESKS)
def test_an_export_is_mapped_whatever_its_language(desk: str):
    columns = DESKS[desk].split("|")
    wanted = dict(zip(FIELDS, columns, strict=False))
    columns = [name for name in columns if name]
    of_field = {name: CELLS[field] for field, name in wanted.items() if name}
    rows = [[of_field.get(name, ("x",) * 3)[n] for name in columns] for n in range(3)]
    found = guess_mapping(columns, rows)
    assert {field: getattr(found, field) or "" for field in FIELDS} == wanted


@given(st.text(max_size=30))
def test_a_name_that_is_compared_stays_as_it_is(name: str):
    assert normal(normal(name)) == normal(name)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Description of the ticket", "body"), ("Descripción del caso", "body"),
        ("fields.issuetype.name", "category"), ("category.display_value", "category"),
        ("Custom field (Request Type)", "category"), ("CREATED_AT", "created_at"),
        ("KATEGORİ", "category"), ("Zgłoszenie: Temat", "subject"), ("Beschreibung Description", "body"),
    ],
)  # fmt: skip
def test_a_header_is_known_with_what_stands_around_it(header: str, field: str):
    assert rank_of(header, header_aliases().fields[field]) is not None
    assert is_known(header) or rank_of(header, header_aliases().fields[field]) >= 8


@pytest.mark.parametrize(
    "header", ["Customer name", "Prioridade", "Letzte Änderung", "担当者", "Ticket owner"]
)
def test_other_columns_are_known_as_such(header: str):
    assert is_other(header)


def test_the_whole_name_is_surer_than_a_part():
    ranks = header_aliases().fields["body"]
    assert rank_of("description", ranks) < rank_of("Description (short)", ranks)
    assert rank_of("Color", ranks) is None


def test_the_language_of_a_header():
    assert languages_of("Betreff") == {"de"}
    assert languages_of("Subject") == {"en"}
    assert languages_of("Qwerty") == frozenset()


def test_no_alias_is_listed_twice_in_a_language():
    for field, ranks in header_aliases().fields.items():
        assert all(word == normal(word) for word in ranks), field


def test_an_export_is_known_by_its_headers():
    assert (
        preset_for(["number.display_value", "short_description.display_value"]).name == "ServiceNow"
    )
    assert preset_for(["foo", "bar"]) is None
