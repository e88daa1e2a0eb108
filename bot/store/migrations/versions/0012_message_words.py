"""An index of the words of all that was said (see bot/store/word_index.py)."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE message_words USING fts5(text, content = 'messages', content_rowid = 'seq')",
    "INSERT INTO message_words (rowid, text) SELECT seq, text FROM messages",
    """CREATE TRIGGER message_words_insert AFTER INSERT ON messages BEGIN
         INSERT INTO message_words (rowid, text) VALUES (new.seq, new.text);
       END""",
    """CREATE TRIGGER message_words_delete AFTER DELETE ON messages BEGIN
         INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.seq, old.text);
       END""",
    """CREATE TRIGGER message_words_update AFTER UPDATE OF text ON messages BEGIN
         INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.seq, old.text);
         INSERT INTO message_words (rowid, text) VALUES (new.seq, new.text);
       END""",
)
POSTGRES = (
    "CREATE INDEX ix_message_words ON messages USING gin "
    "(to_tsvector('simple', translate(text, '-_@./:#''+&=?%', '             ')))"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRES)
        return
    for statement in SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_message_words")
        return
    for name in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER message_words_{name}")
    op.execute("DROP TABLE message_words")
