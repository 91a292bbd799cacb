"""The KubeRay manifest: what it starts is what the command takes, on the Ray that is pinned."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.service.bulk import _parser

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "deploy" / "rayjob.yaml").read_text())


def test_its_entrypoint_is_a_command_that_goes_on_after_a_failure(job):
    _python, _m, module, *arguments = shlex.split(job["spec"]["entrypoint"])
    asked = _parser().parse_args(arguments)
    assert module == "service.bulk"
    assert (asked.address, asked.resume) == ("auto", True)


def test_its_ray_is_the_one_that_is_pinned(job):
    pinned = re.search(r"^ray==(\S+)", (ROOT / "requirements-extras.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    assert job["spec"]["rayClusterSpec"]["rayVersion"] == pinned[1]
    image = (ROOT / "requirements-ray-image.txt").read_text()
    assert f"ray=={pinned[1]}" in image


def test_there_is_a_processor_for_each_actor_and_none_on_the_head(job):
    cluster = job["spec"]["rayClusterSpec"]
    assert cluster["headGroupSpec"]["rayStartParams"]["num-cpus"] == "0"
    (group,) = cluster["workerGroupSpecs"]
    (container,) = group["template"]["spec"]["containers"]
    processors = group["replicas"] * int(container["resources"]["limits"]["cpu"])
    asked = _parser().parse_args(shlex.split(job["spec"]["entrypoint"])[3:])
    assert asked.workers == processors


def test_every_mounted_volume_is_declared(job):
    cluster = job["spec"]["rayClusterSpec"]
    for group in (cluster["headGroupSpec"], *cluster["workerGroupSpecs"]):
        pod = group["template"]["spec"]
        names = {volume["name"] for volume in pod["volumes"]}
        for container in pod["containers"]:
            assert {mount["name"] for mount in container["volumeMounts"]} <= names
