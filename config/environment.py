"""Every setting that comes from the environment, typed; a missing or wrong one stops the start with its name."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, PostgresDsn, RedisDsn, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_SECRET = "demo-only-not-secret"  # noqa: S105 public on purpose: `Environment` refuses it outside demo mode


class Environment(BaseSettings):
    """Environment variables by their upper-case names, e.g. `DATABASE_URL`; docs/operations.md explains each."""

    model_config = SettingsConfigDict(env_prefix="", extra="ignore", frozen=True)

    mode: Literal["demo", "production"] = Field("demo", alias="REGIONALMARKT_MODE")
    debug: bool = False
    secret_key: str = DEMO_SECRET
    allowed_hosts: list[str] = ["127.0.0.1", "localhost", "[::1]"]
    public_url: str = "http://127.0.0.1:8000"
    allowed_client_hosts: list[str] = []
    proxies: int = Field(0, ge=0)
    data_dir: Path = Path("var")
    database_url: PostgresDsn
    redis_url: RedisDsn
    saleor_api_url: str | None = None
    saleor_public_url: str | None = None
    saleor_app_token: str | None = None
    mail_url: str = "file"
    storage_url: str = "file"
    mail_from: str = "markt@regionalmarkt.example"
    media_url: str = "/media/"
    webhooks_may_reach_private: bool = False
    backup_dir: Path | None = None
    backup_max_age_hours: int = Field(26, gt=0)
    operator_name: str = ""
    operator_address: str = ""
    operator_email: str = ""
    operator_phone: str = ""
    operator_register: str = ""
    operator_vat_id: str = ""
    operator_represented_by: str = ""
    operator_enforcement_body: str = ""

    @model_validator(mode="after")
    def _no_demo_secret_in_production(self) -> "Environment":
        if self.mode == "production" and (self.secret_key == DEMO_SECRET or len(self.secret_key) < 32):
            raise ValueError("SECRET_KEY must be set to at least 32 random characters outside demo mode")
        return self


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The settings of this process. Raises pydantic's ValidationError, which names every missing or wrong variable."""
    return Environment()
