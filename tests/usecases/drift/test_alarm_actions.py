"""What a person does about an alarm."""

from routing.evaluation.drift.alarm import Alarm, Kind, Since, Size
from store import taxonomies
from store.reviewing import review_figures
from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided
from usecases.actor import LOCAL_OWNER
from usecases.drift import alarm_actions
from usecases.drift.reference import choose_reference


def test_a_new_topic_becomes_a_category_and_its_tickets_wait_for_review(
    workspace: Workspace, decided: Decided
):
    decided(300)
    choose_reference(workspace, 200, LOCAL_OWNER)
    size = Size("share of tickets", 0.0, 0.03, 0.01, 0.1)
    topic = Alarm(1, Kind.NEW_TOPIC, (), 0.0, 290, Since(0.0, 280), size, (281, 282, 283))
    alarm_actions.make_category(workspace, topic, " Parcels ", "Lost parcels", LOCAL_OWNER)
    version = taxonomies.current(workspace)
    assert version is not None
    assert version.taxonomy.names == ("Billing", "Fraud", "Parcels")
    assert sorted(review_figures.audit(workspace)["ticket_key"]) == [281, 282, 283]


def test_typical_tickets_come_in_their_order_and_their_words_set_them_apart(
    workspace: Workspace, decided: Decided
):
    decided(300)
    choose_reference(workspace, 200, LOCAL_OWNER)
    found = alarm_actions.typical(workspace, (282, 281, 999))
    assert [each.key for each in found] == [282, 281]
    assert alarm_actions.terms(workspace, ()) == ()
    assert len(alarm_actions.terms(workspace, (281, 282))) > 0
