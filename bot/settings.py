"""Settings from the environment or `.env`: one typed table with help text. Secrets print as stars."""

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from storage.clock import LOCAL

TELEGRAM_API = "https://api.telegram.org"
ZALO_API = "https://bot-api.zaloplatforms.com"
YEARS = range(2000, 2101)  # what the calendar and the deadline grammar are meant for
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?", re.ASCII)


class SettingsError(Exception):
    """A setting can't be used; the message is one sentence in Vietnamese."""


class Settings(BaseSettings):
    """Every setting the assistant reads; `docs/van-hanh.md` lists them."""

    model_config = SettingsConfigDict(env_prefix="CCHC_", env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = Field("", description="SQLAlchemy URL; empty: cchc.db in the data folder")
    data_dir: Path = Field(Path("data"), description="files")
    telegram_token: SecretStr | None = Field(None, description="bot token from BotFather")
    telegram_api_url: str = Field(TELEGRAM_API, description="root of the Bot API")
    webhook_url: str | None = Field(None, description="public address of the webhook; none: long polling")
    webhook_secret: SecretStr | None = Field(None, description="secret of the webhook, 1-256 letters A-Za-z0-9_-")
    web_port: int = Field(8080, description="port of webhook and health; in the demo of the page too", ge=0, le=65535)
    public_url: str | None = Field(None, description="address seen from outside")
    send_rate: float = Field(30, description="messages a second over all chats; 0: none", ge=0, allow_inf_nan=False)
    chat_rate: float = Field(
        1, description="messages a second to one chat after a burst of three; 0: none", ge=0, allow_inf_nan=False
    )
    now: Annotated[datetime | None, NoDecode] = Field(None, description="demo and tests: business time starts here")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING, ERROR")

    @field_validator("now", mode="before")
    @classmethod
    def _local_now(cls, value: object) -> object:
        return moment(value) if isinstance(value, str) else value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError(value)
        return value.upper()

    @field_validator("telegram_api_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError(value)
        return value

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'cchc.db'}"

    @property
    def demo_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'demo.db'}"

    @property
    def is_real_telegram(self) -> bool:
        return urlsplit(self.telegram_api_url).hostname == urlsplit(TELEGRAM_API).hostname


def moment(text: str) -> datetime:
    """`YYYY-MM-DD[THH:MM[:SS]]` in Asia/Ho_Chi_Minh; a bare day means 08:00. Raises `ValueError`."""
    text = text.strip()
    if not _MOMENT.fullmatch(text):
        raise ValueError(text)
    at = datetime.fromisoformat(text).replace(tzinfo=LOCAL)
    if at.year not in YEARS:
        raise ValueError(text)
    return at if len(text) > len("2024-03-22") else at.replace(hour=8)


def load_settings() -> Settings:
    """Raises `SettingsError` naming the setting that is wrong."""
    try:
        return Settings()
    except (UnicodeDecodeError, OSError):
        raise SettingsError("Không đọc được tệp .env: cần là văn bản UTF-8 và có quyền đọc.") from None
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise SettingsError(f"Thiết lập CCHC_{name.upper()} không đúng; xem docs/van-hanh.md.") from None
