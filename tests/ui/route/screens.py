"""What the tests of the Route screen share: typing a key, starting, reading what is said."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from store import runs
from store.workspace import Workspace
from tests.fakes.provider.behaviour import Behaviour
from ui.shell.server.process import process

KEY = "sk-typed-for-this-session"
QUICK = Behaviour(latency=0.01, key=KEY)


def typed(app: AppTest, key: str = KEY, part: str = "new") -> AppTest:
    app.text_input(key=f"key_{part}_compatible_127.0.0.1").set_value(key).run()
    return app


def started(app: AppTest, workspace: Workspace) -> runs.Run:
    app.button(key="route_start").click().run()
    assert not app.exception
    process().jobs.at(str(workspace.path)).wait(60)
    return runs.all_runs(workspace)[0]


def sentences(app: AppTest) -> str:
    return " ".join(str(m.value) for m in (*app.success, *app.error, *app.warning))


def told(app: AppTest) -> str:
    """What the screen says keeps a run from starting."""
    return " ".join(str(m.value) for m in app.info).replace("\\", "")
