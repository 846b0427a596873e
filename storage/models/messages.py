"""The path of a message: inbox, outbox, jobs, stored choices, what a conversation is in the middle of."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Code, Json, one_of

_HAS_KEY = text("source_key IS NOT NULL OR message_key IS NOT NULL")
_ON_ITS_WAY = text("state = 'sending'")


class Inbox(Base):
    """A raw update, stored before it is confirmed. Keys older than eight days are emptied: they no longer count."""

    __tablename__ = "inbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Code]
    bot_id: Mapped[Code]
    source_key: Mapped[Code | None]  # update id, or "job:7"
    message_key: Mapped[Code | None]  # chat:message:edit date; the same text may come with a new update id
    chat: Mapped[Code]
    raw: Mapped[Json]
    received_at: Mapped[datetime]
    state: Mapped[Code] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    fault: Mapped[Code | None]  # the one code an official may see
    __table_args__ = (
        UniqueConstraint("channel", "bot_id", "source_key"),
        UniqueConstraint("channel", "bot_id", "message_key"),
        one_of("state", "queued", "done", "poison"),
        Index("ix_inbox_undone", "state", "id"),
        Index("ix_inbox_chat", "channel", "chat", "state", "id"),
        Index(
            "ix_inbox_with_key",
            "received_at",
            sqlite_where=_HAS_KEY,
            postgresql_where=_HAS_KEY,
        ),
    )


class Outbox(Base):
    """A message to be sent, neutral to the channel; rendered at the last step."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Code]
    chat: Mapped[Code]
    person_code: Mapped[Code | None] = mapped_column(ForeignKey("person.code"))
    kind: Mapped[Code]  # reply | push
    key: Mapped[Code] = mapped_column(unique=True)  # idempotency: one row an answer, one a digest
    payload: Mapped[Json]
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"))
    made_at: Mapped[datetime]
    state: Mapped[Code] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    copies: Mapped[int] = mapped_column(default=0)  # sendings whose result we never heard
    next_try_at: Mapped[datetime | None]
    owner: Mapped[Code | None]
    lease_until: Mapped[datetime | None]
    message_id: Mapped[Code | None]
    error: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        one_of("kind", "reply", "push"),
        one_of("state", "queued", "sending", "sent", "cancelled", "failed"),
        Index("ix_outbox_undone", "state", "kind", "id"),
        Index("ix_outbox_chat", "channel", "chat", "id"),
        Index(
            "ix_outbox_on_its_way", "channel", "chat", sqlite_where=_ON_ITS_WAY, postgresql_where=_ON_ITS_WAY
        ),  # a chat's next message waits for it
        Index("ix_outbox_person_made_at", "person_code", "made_at"),
    )


class Job(Base):
    """Slow work, done by a child process; its result comes back as an inbox row."""

    __tablename__ = "job"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    payload: Mapped[Json]
    channel: Mapped[Code]
    bot_id: Mapped[Code]
    chat: Mapped[Code]
    person_code: Mapped[Code | None] = mapped_column(ForeignKey("person.code"))
    made_at: Mapped[datetime]
    state: Mapped[Code] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    owner: Mapped[Code | None]
    error: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (one_of("state", "queued", "working", "done", "failed"), Index("ix_job_state", "state", "id"))


class StoredChoice(Base):
    """A button that writes: for one person, until stated, used once. The button carries only the token."""

    __tablename__ = "choice"
    token: Mapped[Code] = mapped_column(primary_key=True)
    person_code: Mapped[Code | None]  # none: the stranger of this very chat
    channel: Mapped[Code]
    chat: Mapped[Code]
    action: Mapped[Code]
    payload: Mapped[Json]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_choice_chat", "channel", "chat", "made_at"),
        Index("ix_choice_expires_at", "expires_at"),
    )


class Conversation(Base):
    """What a chat is in the middle of, for ten minutes; and its last menu where buttons are typed."""

    __tablename__ = "conversation"
    channel: Mapped[Code] = mapped_column(primary_key=True)
    chat: Mapped[Code] = mapped_column(primary_key=True)
    person_code: Mapped[Code | None]
    state: Mapped[Json]
    at: Mapped[datetime]
