"""The environment as one frozen record; the only place that reads environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from routing.routers.llm.keys import Keys
from routing.routers.llm.provider_catalog import ProviderField, field_variables

ROOT = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class HelpDeskKeys:
    """Who we are to help desks; each field is the variable of its name in capitals.

    zendesk_token_file: where the next refresh token is kept, for a refresh token works only once.
    """

    zendesk_client_id: str = ""
    zendesk_client_secret: str = field(default="", repr=False)
    zendesk_access_token: str = field(default="", repr=False)
    zendesk_refresh_token: str = field(default="", repr=False)
    zendesk_token_file: str = ""
    zendesk_email: str = ""
    zendesk_api_token: str = field(default="", repr=False)
    freshdesk_api_key: str = field(default="", repr=False)
    servicenow_user: str = ""
    servicenow_password: str = field(default="", repr=False)
    servicenow_client_id: str = ""
    servicenow_client_secret: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> HelpDeskKeys:
        """Read the variables that are set."""
        return cls(**{each.name: environment.get(each.name.upper(), "").strip()
                      for each in fields(cls)})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What the live service is told.

    folder: where its file and its locks are (ROUTECASE_SERVICE).
    profile: the published profile that answers (ROUTECASE_PROFILE); None where none is named.
    broker: URL of the message queue, `amqp://…` or `redis://…` (ROUTECASE_BROKER); "" for none.
    zendesk_url, …: addresses of the desks that are written to (ZENDESK_URL, …).
    zendesk_webhook_secret, …: what their webhooks are signed with (ZENDESK_WEBHOOK_SECRET, …).
    """

    folder: Path = ROOT / "live"
    profile: Path | None = None
    broker: str = field(default="", repr=False)
    zendesk_url: str = ""
    freshdesk_url: str = ""
    servicenow_url: str = ""
    zendesk_webhook_secret: str = field(default="", repr=False)
    freshdesk_webhook_secret: str = field(default="", repr=False)
    servicenow_webhook_secret: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> ServiceSettings:
        """Read the variables that are set."""
        default, profile = cls(), environment.get("ROUTECASE_PROFILE", "").strip()
        named = {
            each.name: environment.get(each.name.upper(), "").strip()
            for each in fields(cls)
            if each.name.endswith(("_url", "_secret"))
        }
        return cls(
            folder=Path(environment.get("ROUTECASE_SERVICE") or default.folder),
            profile=Path(profile) if profile else None,
            broker=environment.get("ROUTECASE_BROKER", "").strip(),
            **named,
        )

    def webhook_secret(self, desk: str) -> str:
        """What webhooks of that desk are signed with, "" where none is set."""
        return str(getattr(self, f"{desk}_webhook_secret"))

    def desk_url(self, desk: str) -> str:
        """The address of that desk, "" where none is set."""
        return str(getattr(self, f"{desk}_url"))


@dataclass(frozen=True, slots=True)
class Notices:
    """Who is told of an alarm; the addresses may hold passwords and are never shown.

    webhook: a Slack-compatible address (ROUTECASE_WEBHOOK_URL).
    smtp: the mail server, smtp://user:password@host:port (ROUTECASE_SMTP_URL).
    mail_from, mail_to: sender and receivers (ROUTECASE_MAIL_FROM, ROUTECASE_MAIL_TO).
    """

    webhook: str = field(default="", repr=False)
    smtp: str = field(default="", repr=False)
    mail_from: str = ""
    mail_to: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Notices:
        """Read the variables that are set."""
        names = ("WEBHOOK_URL", "SMTP_URL", "MAIL_FROM", "MAIL_TO")
        return cls(*(environment.get(f"ROUTECASE_{name}", "").strip() for name in names))


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside.

    workspaces: folder of the workspace files (ROUTECASE_WORKSPACES).
    models: folder of the embedded model's files (ROUTECASE_MODELS).
    upload_bytes: largest upload in bytes (ROUTECASE_UPLOAD_MB, in megabytes).
    hosts: names under which the app is served besides this machine's own (ROUTECASE_HOSTS, with
        commas).
    sign_in: whether everybody signs in with OpenID Connect before anything is shown
        (ROUTECASE_SIGN_IN, 1 for yes). roles: who may do what, as `usecases.roles` reads it
        (ROUTECASE_ROLES). request_log: whether requests are logged (ROUTECASE_REQUEST_LOG, 1).
    language: what the screens speak, for example `de` (ROUTECASE_LANGUAGE).
    demo: whether a first start makes the demo workspace (ROUTECASE_DEMO, 0 for no).
    drift_minutes: minutes between two looks of the drift watch (ROUTECASE_DRIFT_MINUTES, 0 for
        never). notices: who is told of an alarm.
    keys: the providers' keys that are set; never shown.
    provider_values: the other variables that providers declare, as pairs of name and value.
    helpdesk: who we are to help desks, for example FRESHDESK_API_KEY.
    service: what the live service is told.
    """

    workspaces: Path = ROOT / "workspaces"
    models: Path = ROOT / "models" / "bge-small-en-v1.5"
    upload_bytes: int = 2000 * 1024 * 1024
    language: str = "en"
    demo: bool = True
    hosts: tuple[str, ...] = ()
    sign_in: bool = False
    roles: str = ""
    request_log: bool = False
    drift_minutes: int = 15
    notices: Notices = field(default_factory=Notices)
    keys: Keys = field(default_factory=Keys)
    provider_values: tuple[tuple[str, str], ...] = ()
    helpdesk: HelpDeskKeys = HelpDeskKeys()
    service: ServiceSettings = ServiceSettings()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the variables that are set, here or in a file `.env`; the rest keeps its default.

        environment: read instead of this process's own and of `.env`.
        """
        default = cls()
        sources = (
            (dotenv(ROOT / ".env"), dotenv(Path(".env")), os.environ)
            if environment is None
            else (environment,)
        )
        environment = {name: value for source in sources for name, value in source.items()}
        megabytes = environment.get("ROUTECASE_UPLOAD_MB", "")
        minutes = environment.get("ROUTECASE_DRIFT_MINUTES", "")
        return cls(
            workspaces=Path(environment.get("ROUTECASE_WORKSPACES") or default.workspaces),
            models=Path(environment.get("ROUTECASE_MODELS") or default.models),
            upload_bytes=int(megabytes) * 1024 * 1024
            if megabytes.isdecimal()
            else default.upload_bytes,
            language=environment.get("ROUTECASE_LANGUAGE", "").strip() or default.language,
            demo=environment.get("ROUTECASE_DEMO", "1") != "0",
            hosts=_names(environment.get("ROUTECASE_HOSTS", "")),
            sign_in=environment.get("ROUTECASE_SIGN_IN", "0") not in ("", "0"),
            roles=environment.get("ROUTECASE_ROLES", ""),
            request_log=environment.get("ROUTECASE_REQUEST_LOG", "0") not in ("", "0"),
            drift_minutes=int(minutes) if minutes.isdecimal() else default.drift_minutes,
            notices=Notices.from_environment(environment),
            keys=Keys.from_environment(*sources),
            provider_values=tuple(
                (name, value)
                for name in field_variables()
                if (value := environment.get(name, "").strip())
            ),
            helpdesk=HelpDeskKeys.from_environment(environment),
            service=ServiceSettings.from_environment(environment),
        )

    def usual(self, field: ProviderField) -> str:
        """What the environment names for a field of a provider, "" for nothing."""
        return dict(self.provider_values).get(field.variable, "")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def dotenv(file: Path) -> dict[str, str]:
    """The `NAME=value` lines of a file; none when it is not there. Quotes and `export` may stand.

    A value that is quoted is taken to the letter; else it ends at ` #`.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found = {}
    for line in lines:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            found[name.strip()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    for quote in ("'", '"'):
        if len(value) > 1 and value[0] == quote and quote in value[1:]:
            return value[1 : value.rindex(quote)]
    return value.partition(" #")[0].strip()
