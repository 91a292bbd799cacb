"""A reference needs enough tickets."""

import pytest

from routing.errors import EvaluationError
from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided, looked


def test_a_reference_of_too_few_tickets_says_how_many_are_missing(
    workspace: Workspace, decided: Decided
):
    decided(250)
    with pytest.raises(EvaluationError, match="1,750 are missing"):
        looked(workspace)
