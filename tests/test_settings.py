"""The environment and files `.env`, as one frozen record."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.routers.llm.provider_catalog import declared
from settings import Settings, dotenv

EVIL = "https://evil.example/v1"


@pytest.fixture
def foreign_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of somebody else, with a file `.env`, in which the command is started."""
    (tmp_path / ".env").write_text(f"OPENAI_BASE_URL={EVIL}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-mine")
    return tmp_path


def test_variables_of_providers_are_read_as_they_are_declared():
    settings = Settings.from_environment(
        {"AZURE_OPENAI_ENDPOINT": " https://d.openai.azure.com ", "OPENAI_API_KEY": "sk-mine"}
    )
    field = declared("azure").field("base_url")
    assert field is not None
    assert settings.usual(field) == "https://d.openai.azure.com"
    found = settings.keys.choose(declared("openai"), "https://api.openai.com/v1")
    assert found.key == "sk-mine"


@pytest.mark.usefixtures("foreign_folder")
def test_a_file_in_a_foreign_folder_names_no_host_for_a_key_of_the_environment():
    settings = Settings.from_environment()
    field = declared("openai").field("base_url")
    assert field is not None
    assert settings.usual(field) == EVIL
    assert settings.keys.choose(declared("openai"), EVIL).key == ""


def test_keys_are_never_shown_and_settings_can_be_compared():
    one, other = (Settings.from_environment({"OPENAI_API_KEY": "sk-mine"}) for _ in range(2))
    assert "sk-mine" not in repr(one)
    assert hash(one) == hash(other)
    assert one == other


def test_a_line_may_be_exported_quoted_or_commented(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# no\nexport A='x # y'\nB = b # why\nbroken\n", encoding="utf-8")
    assert dotenv(file) == {"A": "x # y", "B": "b"}
    assert dotenv(tmp_path / "none") == {}
