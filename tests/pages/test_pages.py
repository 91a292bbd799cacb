"""The screens of a desk with tickets and a run: figures, origins, filters, inputs."""

from __future__ import annotations

import time

import pandas as pd

from jobs import Job
from routing.decision import Decision
from routing.policy import Policy
from store import runs, settings, taxonomies
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from ui.shell.server.process import process
from usecases.evaluation import text_baseline
from usecases.evaluation.evidence import evidence


def metrics(app) -> dict[str, str]:
    return {m.label: m.value for m in app.metric}


def said(app) -> str:
    return " ".join(str(m.value) for m in (*app.markdown, *app.caption, *app.warning, *app.error))


def test_overview_shows_figures_with_their_origin(routed, screen):
    app = screen("overview")
    shown = "".join(element.proto.body for element in app.get("html"))
    assert "Right when routed alone" in shown
    assert "people 50.0\u202f%" in shown
    assert "measured on 40 tickets" in shown
    assert "Cut manual triage by 80 %" in said(app)


def test_accuracy_compares_the_router_with_people(routed, screen):
    app = screen("accuracy")
    assert metrics(app).get("Accuracy") == "90.0\u202f%", said(app)
    table = next(d.value for d in app.dataframe if "Routed by" in d.value)
    assert table["Routed by"].tolist() == ["The router", 'Always "Billing"', "People"]
    assert "Better than people by" in said(app)


def test_the_confusion_matrix_can_show_shares(routed, screen):
    app = screen("accuracy")
    app.segmented_control(key="confusion_show").set_value("Shares").run()
    assert not app.exception
    assert "%" in app.get("plotly_chart")[0].proto.spec


def test_tickets_are_filtered_by_outcome(routed, screen):
    app = screen("tickets")
    app.selectbox(key="outcome").set_value("wrong").run()
    assert "4 tickets match" in said(app)


def test_a_link_with_filters_opens_with_these_filters(routed, screen):
    app = screen("tickets", actual="Fraud", predicted="Billing")
    assert "4 tickets match" in said(app)


def test_ticket_text_is_never_markup(routed, screen):
    app = screen("tickets")
    shown = next(d.value for d in app.dataframe if "subject" in d.value)
    assert shown["subject"].str.contains("<script>", regex=False).all()
    assert not any("<script>" in str(m.value) for m in (*app.markdown, *app.html))


def test_a_taxonomy_with_a_wrong_key_is_refused_by_naming_it(routed, screen):
    app = screen("taxonomy")
    app.text_area(key="toml_Acme_1").set_value('[[category]]\nname = "A"\ncolour = "red"').run()
    app.button(key="toml_save").click().run()
    assert 'unknown key "colour"' in app.error[0].value
    assert taxonomies.current(routed).taxonomy_id == 1


def test_a_taxonomy_saved_as_toml_is_a_new_version(routed, screen):
    app = screen("taxonomy")
    app.text_area(key="toml_Acme_1").set_value('[[category]]\nname = "A"').run()
    app.button(key="toml_save").click().run()
    assert not app.exception
    assert taxonomies.current(routed).taxonomy.names == ("A",)


def test_targets_are_kept_in_the_workspace(routed, screen):
    app = screen("taxonomy")
    app.number_input(key="kpi_value_manual_triage_cut_Acme").set_value(60.0)
    app.button(key="targets_save").click().run()
    assert not app.exception
    assert {"metric": "manual_triage_cut", "target": 0.6} in settings.TARGETS.of(routed)


def test_a_run_is_started_from_the_screen_and_outlives_it(filled, screen):
    app = screen("route")
    app.button(key="route_start").click().run()
    assert not app.exception
    job = process().jobs.at(str(filled.path))
    job.wait(60)
    run = runs.all_runs(filled)[0]
    assert (run.status, run.decided) == ("finished", 40)
    assert "is finished." in " ".join(s.value for s in screen("route").success)


def test_an_interrupted_run_can_be_resumed(filled, screen):
    settings_of_run = {"router": "embedded", "threshold": 0.5}
    run = runs.start(filled, "embedded", settings_of_run, 1)
    runs.mark_interrupted(filled)
    app = screen("route")
    app.button(key="route_resume").click().run()
    process().jobs.at(str(filled.path)).wait(60)
    assert runs.one(filled, run.run_id).status == "finished"


def test_a_second_run_is_not_offered_while_one_is_going_on(filled, screen):
    def wait(control, _meter) -> str:
        while True:
            control.checkpoint()
            time.sleep(0.01)

    process().jobs.start(str(filled.path), lambda: Job("run", "Run 9", wait))
    app = screen("route")
    assert app.button(key="route_start").disabled
    app.button(key="job_pause").click().run()
    assert process().jobs.at(str(filled.path)).control.paused
    app.button(key="job_cancel").click().run()
    process().jobs.at(str(filled.path)).wait(5)
    assert not process().jobs.at(str(filled.path)).live


def test_choices_survive_a_change_of_page(routed, screen):
    app = screen("route")
    app.selectbox(key="route_sample").set_value(25).run()
    app.switch_page("../pages/accuracy.py").run()
    app.switch_page("../pages/route.py").run()
    assert app.selectbox(key="route_sample").value == 25


def test_a_run_over_a_sample_is_finished_when_the_sample_is(filled, screen):
    app = screen("route")
    app.selectbox(key="route_sample").set_value(25).run()
    app.button(key="route_start").click().run()
    process().jobs.at(str(filled.path)).wait(60)
    run = runs.all_runs(filled)[0]
    assert (run.status, run.decided, run.total) == ("finished", 25, 25)
    assert not [b for b in screen("route").button if b.key == "route_resume"]


def test_accuracy_names_every_figure_its_interval_and_how_it_was_found(routed, screen):
    app = screen("accuracy")
    table = next(d.value for d in app.dataframe if "Interval by" in d.value and "Figure" in d.value)
    assert table["Figure"].tolist()[:2] == ["Accuracy", "Balanced accuracy"]
    assert table["Value"].iloc[0] == "0.900"
    assert table["Interval by"].iloc[0] == "Wilson"
    assert app.get("download_button")[0].proto.label == "Download the report (CSV)"


def test_the_textbook_baseline_is_computed_once_and_then_stands_beside_the_router(routed, screen):
    screen("accuracy")
    process().jobs.at(text_baseline.job_key(routed)).wait(60)
    assert text_baseline.is_fresh(routed)
    app = screen("accuracy")
    table = next(d.value for d in app.dataframe if "Routed by" in d.value)
    assert "TF-IDF with logistic regression" in table["Routed by"].tolist()


def test_accuracy_is_shown_part_by_part(routed, screen):
    app = screen("accuracy")
    assert app.segmented_control(key="accuracy_by").options == ["Length"]
    assert "40 tickets" in said(app)


def test_a_category_that_no_ticket_carries_has_no_f1(filled, screen):
    run = runs.start(filled, "embedded", {}, 1)
    journal = runs.RunJournal(filled, run.run_id)
    names = ["Billing", "Fraud", "Unknown"]
    answers = [Decision(n, names[n % 3], confidence=0.9, router="x") for n in range(1, 41)]
    journal.write([Policy(0.5).dispose(decision) for decision in answers])
    journal.end("finished", 1.0, None)
    table = next(d.value for d in screen("accuracy").dataframe if "Recall" in d.value)
    by_name = table.set_index("Category")["F1"]
    assert by_name.drop("Unknown").notna().all()
    assert pd.isna(by_name["Unknown"])


def test_raw_and_calibrated_confidence_are_kept_apart_and_named(routed, screen):
    app = screen("accuracy")
    table = next(d.value for d in app.dataframe if "Raw" in d.value)
    assert table.columns.tolist() == ["Figure", "Raw", "Calibrated here (beta)"]
    assert "95 % intervals: ECE by bootstrap" in said(app)


def test_labels_that_do_not_follow_the_text_are_recognised(filled, screen):
    run = runs.start(filled, "embedded", {}, 1)
    runs.RunJournal(filled, run.run_id).write(
        [
            Policy(0.5).dispose(Decision(key, ("Billing", "Fraud")[key // 2 % 2], 0.9, "embedded"))
            for key in range(1, 41)
        ]
    )
    assert "do not follow the text" in screen("accuracy").error[0].value


def test_a_link_opens_accuracy_with_its_choices(routed, screen):
    app = screen("accuracy", confusion_show="Shares", accuracy_fit="Isotonic")
    assert app.segmented_control(key="confusion_show").value == "Shares"
    assert app.segmented_control(key="accuracy_fit").value == "Isotonic"


def test_accuracy_says_which_reviews_stand_beside_its_labels_without_counting(routed, screen):
    before = screen("accuracy")
    assert "Reviewed:" not in said(before)
    reviews.record(routed, Review(36, "Ana", Verdict.CHOSEN, "Billing", origin="queue"))
    reviews.record(routed, Review(38, "Ana", Verdict.CHOSEN, "Billing", basis=Basis.BULK))
    app = screen("accuracy")
    assert "40 labels count here: the export knows 40 and blind looks 0" in said(app)
    assert "Reviewed: 1 in view of a suggestion, 1 accepted in bulk." in said(app)
    assert metrics(app) == metrics(before)


def test_the_dial_counts_no_label_that_a_review_would_change(routed, screen):
    assert "36 of 40" not in said(screen("dial"))
    before = evidence(routed, 1).correct.sum()
    reviews.record(routed, Review(36, "Ana", Verdict.CHOSEN, "Billing"))
    assert evidence(routed, 1).correct.sum() == before == 36


def test_a_link_to_what_is_not_here_says_so(screen, routed) -> None:
    app = screen("accuracy", workspace="Globex", run="9")
    told = [each.value for each in app.warning]
    assert any("“Globex”, which is not here" in each for each in told)
    assert any("run 9, which is not here" in each for each in told)
    app.run()
    assert not app.warning


def test_a_link_may_name_a_run_by_its_number(screen, routed) -> None:
    runs.start(routed, "embedded", {"router": "embedded"}, 1)
    journal = runs.RunJournal(routed, 2)
    journal.write([Decision(1, "Billing", confidence=0.9, router="embedded")])
    journal.end("finished", 1.0, None)
    app = screen("accuracy")
    assert app.selectbox(key="run").value == 2
    app.query_params["run"] = "1"
    app.run()
    assert app.selectbox(key="run").value == 1
