"""The SQL explorer: queries open, run, are kept, pinned and linked; cells are text."""

from __future__ import annotations

import io
import time

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from routing.routers.llm.request import LlmRequest
from store.explorer import saved_queries
from store.explorer.library import library
from store.explorer.saved_queries import SavedQuery
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import provider
from ui.explorer import results
from usecases.runs import drafts


def finished(app, seconds: float = 20):
    """Look again until the query has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _, question = app.session_state["sql_question"]
        if not app.session_state["sql_job"].live:
            return app.run()
        time.sleep(0.05)
    raise TimeoutError(question.sql)


def pinned_answers(screen, seconds: float = 20):
    """Overview, as soon as every pinned query has ended."""
    until = time.monotonic() + seconds
    app = screen("overview")
    while any("on its way" in c.value for c in app.caption):
        assert time.monotonic() < until
        app.run()
    return app


def asked(screen, sql: str):
    app = screen("explorer", sql=sql)
    app.button(key="sql_run").click().run()
    return finished(app)


def test_a_link_opens_a_query_and_runs_nothing(screen, filled) -> None:
    app = screen("explorer", sql="SELECT 42 AS n")
    assert app.session_state["sql_text"] == "SELECT 42 AS n"
    assert "sql_question" not in app.session_state
    app = screen("explorer", query="find_tickets")
    assert app.session_state["sql_text"] == library()["find_tickets"].sql
    assert "sql_question" not in app.session_state


def test_a_query_is_answered_as_a_table_that_shows_text_as_text(screen, filled) -> None:
    app = asked(screen, "SELECT id, subject FROM tickets ORDER BY ticket_key LIMIT 3")
    shown = app.dataframe[0].value
    assert shown["subject"].iloc[0] == "**bold** <script>alert(1)</script>"
    assert app.query_params["sql"].startswith("SELECT id, subject")


def test_a_refused_query_is_one_sentence(screen, filled) -> None:
    app = asked(screen, "DROP TABLE tickets")
    assert [e.value for e in app.error] == [
        r"A query may only read\: begin it with SELECT, FROM, WITH, DESCRIBE or SUMMARIZE."
    ]
    assert saved_queries.history(filled)[0].problem


def test_an_error_of_a_query_is_text_as_well(screen, filled) -> None:
    app = asked(screen, "SELECT error('![x](http://example.org/x.png) **bold**')")
    assert r"\!\[x\]\(`http://example.org/x.png`\) \*\*bold\*\*" in app.error[0].value


def test_a_query_of_the_library_is_drawn_as_its_chart(screen, routed) -> None:
    app = screen("explorer")
    app.selectbox(key="sql_named").select("accuracy_by_category").run()
    app.button(key="sql_run").click().run()
    app = finished(app)
    assert len(app.get("plotly_chart")) == 1
    assert app.query_params["query"] == "accuracy_by_category"


def test_parameters_get_widgets_of_their_types_and_stand_in_the_link(screen, filled) -> None:
    app = screen("explorer", query="find_tickets")
    app.text_input(key="sql_value_text_words_1").input("stolen").run()
    app.button(key="sql_run").click().run()
    app = finished(app)
    assert len(app.dataframe[0].value) == 20
    link = app.query_params["with"]
    app.selectbox(key="sql_type_words_1").select("number").run()
    assert app.number_input(key="sql_value_number_words_1").value == 0

    other = screen("explorer", **{"query": "find_tickets", "with": link})
    assert other.text_input(key="sql_value_text_words_1").value == "stolen"
    odd = screen("explorer", **{"query": "find_tickets", "with": '{"words": 5, "until": []}'})
    assert odd.text_input(key="sql_value_text_words_1").value == "invoice"


def test_a_query_is_saved_pinned_and_shown_on_overview(screen, filled) -> None:
    app = asked(screen, "SELECT category, count(*) AS n FROM tickets GROUP BY category")
    app.text_input(key="sql_title_new").input("<b>By category</b>").run()
    app.button(key="sql_save_go").click().run()
    app.button(key="sql_pin").click().run()
    (kept,) = saved_queries.saved(filled)
    assert kept.pinned
    assert app.session_state["sql_named"] == f"own-{kept.query_id}"
    app = pinned_answers(screen)
    titles = [s.value for s in app.header]
    assert r"\<b\>By category\</b\>" in titles
    saved_queries.save(filled, SavedQuery("Broken", "SELECT * FROM gone", pinned=True))
    app = pinned_answers(screen)
    assert any("no answer now" in c.value for c in app.caption)


def test_a_saved_query_can_be_deleted(screen, filled) -> None:
    number = saved_queries.save(filled, SavedQuery("Mine", "SELECT 1"))
    app = screen("explorer", query=f"own-{number}")
    assert app.session_state["sql_text"] == "SELECT 1"
    app.button(key="sql_delete").click().run()
    assert saved_queries.saved(filled) == []
    assert not app.exception


def test_explain_shows_the_plan(screen, filled) -> None:
    app = screen("explorer", sql="SELECT count(*) FROM tickets")
    app.button(key="sql_explain").click().run()
    app = finished(app)
    assert any("tickets" in code.value for code in app.code)


def test_a_long_query_can_be_cancelled_while_other_widgets_live(screen, filled) -> None:
    app = screen(
        "explorer", sql="SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"
    )
    app.button(key="sql_run").click().run()
    assert app.session_state["sql_job"].live
    app.selectbox(key="sql_table").select("runs").run()
    assert app.session_state["sql_job"].live
    app.button(key="sql_cancel").click().run()
    app.session_state["sql_job"].wait(5)
    app.run()
    assert [e.value for e in app.error] == ["The query was cancelled."]


def test_history_and_schema_are_beside_the_editor(screen, filled) -> None:
    app = asked(screen, "SELECT 1 AS one")
    assert any("SELECT 1 AS one" in code.value for code in app.code)
    app.selectbox(key="sql_table").select("v_misroutes").run()
    assert any("auto-routed to the wrong category" in each.value for each in app.caption)
    app.button(key="sql_forget").click().run()
    assert saved_queries.history(filled) == []


HOSTILE = pa.table({"=name": ["=1+1", "@x", "\tx", "plain"], "n": [1, -2, 3, None]})


def test_files_hold_no_formula_and_parquet_is_to_the_letter() -> None:
    csv = results._csv(HOSTILE).decode()
    assert csv.splitlines() == ["'=name,n", "'=1+1,1", "'@x,-2", "'\tx,3", "plain,"]
    book = openpyxl.load_workbook(io.BytesIO(results._xlsx(HOSTILE)))
    rows = [tuple(cell.value for cell in row) for row in book.active.iter_rows()]
    assert rows == [("'=name", "n"), ("'=1+1", 1), ("'@x", -2), ("'\tx", 3), ("plain", None)]
    assert pq.read_table(io.BytesIO(results._parquet(HOSTILE))).equals(HOSTILE)


def test_a_question_in_words_fills_the_editor_and_runs_nothing(screen, filled) -> None:
    with provider(Behaviour(latency=0.0)) as server:
        llm = LlmRequest("compatible", "any", server.base_url)
        drafts.keep(filled, llm)
        app = screen("explorer")
        script = "Count\nwrite: DELETE FROM tickets\nthen: SELECT count(*) AS n FROM tickets"
        app.text_area(key="sql_words_0").input(script).run()
        app.button(key="sql_write").click().run()
    assert app.session_state["sql_text"] == "SELECT count(*) AS n FROM tickets"
    assert "sql_question" not in app.session_state
    assert any("Written by a model" in c.value for c in app.caption)


def test_without_a_provider_words_say_where_to_connect_one(screen, filled) -> None:
    app = screen("explorer")
    assert any("Connect a provider" in c.value for c in app.caption)
