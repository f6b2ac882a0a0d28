-- Until when a person can be written to without a template, since when we know who writes to a phone, and messages
-- that are sent whatever we know.
ALTER TABLE "chats" ADD COLUMN "window_until" TIMESTAMPTZ(3);
ALTER TABLE "phone_status" ADD COLUMN "heard_since" TIMESTAMPTZ(3);
ALTER TABLE "messages" ADD COLUMN "ignore_window" BOOLEAN NOT NULL DEFAULT false;

-- What came to another number says nothing of this one.
CREATE FUNCTION forget_heard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE phone_status SET heard_since = NULL WHERE phone_id = NEW.phone_id;
  RETURN NULL;
END $$;
CREATE TRIGGER phone_configs_forget_heard AFTER UPDATE OF phone_number_id, connection_type ON phone_configs
  FOR EACH ROW WHEN (OLD.phone_number_id <> NEW.phone_number_id OR OLD.connection_type <> NEW.connection_type)
  EXECUTE FUNCTION forget_heard();
