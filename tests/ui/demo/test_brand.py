"""Whose case it is: a logo, or a letter on the brand's colour; every name as it is."""

from __future__ import annotations

from roi.export.report import Brand
from ui.demo import brand


def test_without_a_logo_the_first_letter_stands_on_the_colour():
    shown = brand.banner(Brand(colour="#123456"), "kestrel", "Retailer")
    assert "background:#123456" in shown
    assert ">K</span>" in shown


def test_a_logo_is_drawn_with_its_name_for_who_does_not_see_it():
    shown = brand.banner(Brand(logo=b"\xff\xd8\xff picture"), "Kestrel", "")
    assert 'src="data:image/jpeg;base64,' in shown
    assert 'alt="Logo of Kestrel"' in shown


def test_a_name_is_never_html():
    assert "<script>" not in brand.banner(Brand(), "<script>alert(1)</script>", "<b>")
