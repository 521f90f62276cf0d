"""The compose files say what they need, pin what they run, watch it, and open no port but the proxy's."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = ("docker-compose.yml", "docker-compose.saleor.yml")
CADDY = ("deploy/Caddyfile", "deploy/Caddyfile.saleor")
# Compose reads these itself; no file mentions them.
COMPOSE_S_OWN = {"COMPOSE_FILE", "COMPOSE_PROFILES"}
# It is its container's only process: if it dies, the container ends and is started again.
WATCHED_BY_ITS_END = {"saleor-beat"}


def parsed(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / name).read_text())
    return document


def services() -> dict[str, dict[str, Any]]:
    """Every service with both files on top of one another, as compose merges them: maps deep, lists added up."""
    merged: dict[str, Any] = {}
    for name in FILES:
        merged = _merged(merged, parsed(name)["services"])
    return merged


def _merged(below: Any, above: Any) -> Any:
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return {key: _merged(below.get(key), above.get(key)) for key in (*below, *(k for k in above if k not in below))}
    if isinstance(below, list) and isinstance(above, list):
        return below + above
    return below if above is None else above


def explained() -> dict[str, str]:
    """The variables of .env.example with the comment above each."""
    found, comment = {}, ""
    for line in (ROOT / ".env.example").read_text().splitlines():
        if line.startswith("#"):
            comment += line.strip("# -")
        elif name := re.match(r"([A-Z_]+)=", line):
            found[name[1]], comment = comment, ""
        else:
            comment = ""
    return found


def test_every_variable_is_explained_and_every_explained_one_is_used() -> None:
    used = {name for file in FILES for name in re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / file).read_text())}
    known = explained()
    assert known.keys() == used | COMPOSE_S_OWN
    assert [name for name, comment in known.items() if len(comment) < 15] == []


def test_the_proxy_is_given_what_its_files_ask_for() -> None:
    given = services()["proxy"]["environment"]
    for file in CADDY:
        assert set(re.findall(r"\{\$([A-Z_]+)\}", (ROOT / file).read_text())) <= given.keys()


def test_secrets_have_no_default() -> None:
    for file in FILES:
        text = (ROOT / file).read_text()
        assert re.findall(r"\$\{[A-Z_]*(?:SECRET|PASSWORD|PRIVATE)[A-Z_]*(?!:\?|[A-Z_])", text) == []
    values = dict(
        line.split("=", 1)
        for line in (ROOT / ".env.example").read_text().splitlines()
        if "=" in line and line[0] != "#"
    )
    assert {name: value for name, value in values.items() if re.search("SECRET|PASSWORD|PRIVATE", name) and value} == {}


@pytest.mark.parametrize("name", services())
def test_a_service_is_pinned_watched_and_closed(name: str) -> None:
    service = services()[name]
    image = re.sub(r"\$\{[A-Z_]+:-([^}]+)\}", r"\1", service["image"])
    if "build" in service:
        assert "${REGIONALMARKT_VERSION:?" in image
    else:
        assert re.search(r":v?\d+\.\d+", image), f"{image} is not pinned"
    once = service.get("restart") == "no"
    assert once or service["restart"] == "unless-stopped"
    if not once and name not in WATCHED_BY_ITS_END:
        assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    for port in service.get("ports", ()):
        assert name == "proxy" or port.startswith("127.0.0.1:"), f"{name} opens {port} to the world"


def test_whoever_is_waited_for_is_there_and_can_be_waited_for() -> None:
    known = services()
    for name, service in known.items():
        for other, how in service.get("depends_on", {}).items():
            waited = known[other]
            if how["condition"] == "service_healthy":
                assert "healthcheck" in waited, f"{name} waits for the health of {other}"
            else:
                assert how["condition"] == "service_completed_successfully" and waited["restart"] == "no"


def test_volumes_and_files_that_are_mounted_exist() -> None:
    declared = {name for file in FILES for name in parsed(file)["volumes"]}
    mounted = {each.split(":")[0] for service in services().values() for each in service.get("volumes", ())}
    assert {each for each in mounted if re.fullmatch(r"[a-z-]+", each)} == declared
    assert all((ROOT / each).is_file() for each in mounted if each.startswith("./"))


def test_the_backup_job_reaches_all_that_it_must_save() -> None:
    job = services()["backup"]
    environment = job["environment"]
    assert {"DATABASE_URL", "SALEOR_DATABASE_URL", "BACKUP_KEY_FILE"} <= environment.keys()
    targets = {each.split(":")[1] for each in job["volumes"] if not each.startswith("${")}
    assert {environment[name] for name in ("DATA_DIR", "BACKUP_DIR", "SALEOR_MEDIA_DIR")} == targets


def test_saleor_runs_one_clock_and_one_version() -> None:
    images = {name: each["image"] for name, each in services().items() if "saleor/saleor:" in each["image"]}
    assert images.keys() == {"saleor-prepare", "saleor-api", "saleor-worker", "saleor-beat"}
    assert len(set(images.values())) == 1
    core, dashboard = (
        re.search(rf"saleor{tail}:\$\{{[A-Z_]+:-(3\.\d+)\.", text)
        for tail, text in (("", images["saleor-api"]), ("-dashboard", services()["saleor-dashboard"]["image"]))
    )
    assert core is not None and dashboard is not None and core[1] == dashboard[1]


def test_our_image_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER market" in lines
    assert not any(line.startswith("RUN") for line in lines[lines.index("USER market") :])
