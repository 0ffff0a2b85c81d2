"""Typed settings: environment (prefix MOTCUA_), then `motcua.env` beside the project, then defaults."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parents[1]
_DEVELOPMENT_SECRET = "development-only-not-a-secret"


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """One value for each `MOTCUA_<NAME>`. Limits are per minute; 0 means the environment's default."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", env_file=ROOT / "motcua.env", extra="ignore")

    env: Environment = Environment.DEVELOPMENT
    home: Path = ROOT / "var"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65534)
    rasa_port: int = Field(default=0, ge=0, le=65535)  # 0 = port + 1
    database_url: str = ""  # empty = SQLite in home
    secret: SecretStr = SecretStr(_DEVELOPMENT_SECRET)
    encoder: str = ""  # folder or name of a sentence-transformers model; empty = our own
    session_hours: float = Field(default=24.0, gt=0)
    message_characters: int = Field(default=2000, ge=1)
    action_key: SecretStr = SecretStr("")  # what Rasa shows to call actions; empty = a new one at every start
    turn_timeout: float = Field(default=10.0, gt=0)  # seconds
    limit_messages: int = Field(default=0, ge=0)  # a session
    limit_sessions: int = Field(default=0, ge=0)  # an address

    @model_validator(mode="after")
    def _complete(self) -> Settings:
        self.home = self.home.expanduser().resolve()
        self.rasa_port = self.rasa_port or self.port + 1
        self.database_url = self.database_url or f"sqlite:///{self.home / 'motcua.db'}"
        if self.rasa_port == self.port:
            raise ValueError("MOTCUA_RASA_PORT must differ from MOTCUA_PORT")
        development = self.env is Environment.DEVELOPMENT
        if not development and self.secret.get_secret_value() == _DEVELOPMENT_SECRET:
            raise ValueError("MOTCUA_SECRET must be set outside development")
        # Evaluation and benchmarks ask thousands of questions from one address; a public service must not
        # allow that.
        self.limit_messages = self.limit_messages or (12_000 if development else 30)
        self.limit_sessions = self.limit_sessions or (12_000 if development else 120)
        return self

    @property
    def turns_url(self) -> str:
        """Turns stand in an SQLite file of their own, so that a long import never makes a citizen wait."""
        own_file = self.database_url == f"sqlite:///{self.home / 'motcua.db'}"
        return f"sqlite:///{self.home / 'turns.db'}" if own_file else self.database_url

    @property
    def local_url(self) -> str:
        """The service's address on this machine, also where it listens on every interface."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return f"http://{host}:{self.port}"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
