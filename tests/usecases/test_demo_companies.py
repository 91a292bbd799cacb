"""The four companies are read from their files."""

from __future__ import annotations

from routing import profile_archive
from usecases.demo_companies import demo_companies, demo_company


def test_there_are_four_and_each_has_its_currency_and_volume():
    found = {each.name: (each.scenario["currency"], each.tickets_per_month)
             for each in demo_companies()}  # fmt: skip
    assert found == {
        "Hollenvik": ("GBP", 18_000), "Quernlight": ("USD", 9_400),
        "Corrane Bank": ("EUR", 6_200), "City of Pellwater": ("USD", 1_100),
    }  # fmt: skip


def test_every_company_has_its_files():
    for each in demo_companies():
        for name in ("tickets.csv", "taxonomy.toml", "router.profile", "recorded/embedded.jsonl"):
            assert (each.folder / name).exists()


def test_the_shipped_routers_are_of_this_version():
    """Else run `python sample_data/record.py`: a changed router answers otherwise, too."""
    for each in demo_companies():
        assert profile_archive.read(each.folder / "router.profile").trained is not None


def test_another_workspace_is_no_demo():
    assert demo_company("Acme") is None
