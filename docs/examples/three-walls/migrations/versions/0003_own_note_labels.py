"""The table between notes and labels gets an owner. A trigger adds it where step 1's code still writes."""

from alembic import op

revision, down_revision = "0003", "0002"

UPGRADE = """
SET LOCAL lock_timeout = '500ms';
LOCK TABLE notes, labels, note_labels;
ALTER TABLE note_labels ADD COLUMN user_id varchar(255);
CREATE FUNCTION own_note_label() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  NEW.user_id := coalesce(NEW.user_id, (SELECT user_id FROM notes WHERE id = NEW.note_id));
  RETURN NEW;
END $$;
CREATE TRIGGER own_note_label BEFORE INSERT ON note_labels FOR EACH ROW EXECUTE FUNCTION own_note_label();
UPDATE note_labels SET user_id = notes.user_id FROM notes WHERE notes.id = note_id;
ALTER TABLE note_labels
  ALTER COLUMN user_id SET NOT NULL,
  DROP CONSTRAINT note_labels_note_id_fkey,
  DROP CONSTRAINT note_labels_label_id_fkey,
  ADD CONSTRAINT fk_note FOREIGN KEY (user_id, note_id) REFERENCES notes (user_id, id),
  ADD CONSTRAINT fk_label FOREIGN KEY (user_id, label_id) REFERENCES labels (user_id, id);
"""
DOWNGRADE = """
SET LOCAL lock_timeout = '500ms';
LOCK TABLE notes, labels, note_labels;
ALTER TABLE note_labels
  DROP CONSTRAINT fk_note,
  DROP CONSTRAINT fk_label,
  ADD CONSTRAINT note_labels_note_id_fkey FOREIGN KEY (note_id) REFERENCES notes (id),
  ADD CONSTRAINT note_labels_label_id_fkey FOREIGN KEY (label_id) REFERENCES labels (id),
  DROP COLUMN user_id;
DROP TRIGGER IF EXISTS own_note_label ON note_labels;
DROP FUNCTION IF EXISTS own_note_label;
"""


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
