-- People and chats, kept from what is heard and sent; and messages that were written on the phone itself.

-- One person is one row, however WhatsApp spells him: by number, by LID, or by both.
CREATE TABLE "contacts" (
  "id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "phone_number" TEXT,
  "lid" TEXT,
  "name" TEXT,
  -- A name that was given here is not replaced by one that a phone has.
  "name_is_given" BOOLEAN NOT NULL DEFAULT false,
  "push_name" TEXT,
  "is_business" BOOLEAN NOT NULL DEFAULT false,
  "metadata" JSONB,
  -- When number and LID turned out to be one person; null once everything said under the LID has been moved.
  "linked_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "contacts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "contacts_identity" CHECK ("phone_number" IS NOT NULL OR "lid" IS NOT NULL),
  CONSTRAINT "contacts_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "contacts_company_id_phone_number_key" ON "contacts" ("company_id", "phone_number");
CREATE UNIQUE INDEX "contacts_company_id_lid_key" ON "contacts" ("company_id", "lid");
CREATE INDEX "contacts_company" ON "contacts" ("company_id", "id");
CREATE INDEX "contacts_linked" ON "contacts" ("linked_at") WHERE "linked_at" IS NOT NULL;

-- No foreign key: chats are written on the message path, see docs/decisions/0007.
CREATE TABLE "chats" (
  "phone_id" TEXT NOT NULL,
  "chat_id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "phone_index" INTEGER NOT NULL,
  -- A group's subject; people are named by their contact.
  "name" TEXT,
  "is_group" BOOLEAN NOT NULL GENERATED ALWAYS AS ("chat_id" LIKE '%@g.us') STORED,
  "last_message_at" TIMESTAMPTZ(3),
  "last_message_id" TEXT,
  "unread_count" INTEGER NOT NULL DEFAULT 0,
  -- What came until then has been read.
  "read_until" TIMESTAMPTZ(3),
  "archived" BOOLEAN NOT NULL DEFAULT false,
  "pinned" BOOLEAN NOT NULL DEFAULT false,
  "muted_until" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "chats_pkey" PRIMARY KEY ("phone_id", "chat_id")
);
CREATE INDEX "chats_company_chat" ON "chats" ("company_id", "chat_id");
CREATE INDEX "chats_company_latest" ON "chats"
  ("company_id", (coalesce("last_message_at", timestamptz '1970-01-01 00:00:00+00')) DESC, "phone_id", "chat_id");

-- What makes a message that was written on the phone, or on another of its devices, one message.
ALTER TABLE "messages" ADD COLUMN "device_key" TEXT;
CREATE UNIQUE INDEX "messages_device_key" ON "messages" ("phone_id", "device_key") WHERE "device_key" IS NOT NULL;
-- A WhatsApp Web message of ours is recognised by the key alone, since its chat may be spelled by number or by LID.
-- Neither index holds a message that was not attempted yet: accepting stays as cheap as it was.
CREATE INDEX "messages_web_key" ON "messages" ("phone_id", (split_part("provider_message_id", '_', 3)))
  WHERE "direction" = 'outbound' AND "connection_type" = 'wwebjs' AND "provider_message_id" IS NOT NULL;
CREATE INDEX "messages_web_unsettled" ON "messages"
  ("phone_id", ('3EB0' || upper(left(encode(sha256(decode("id", 'escape')), 'hex'), 18))))
  WHERE "direction" = 'outbound' AND "connection_type" = 'wwebjs' AND "provider_message_id" IS NULL AND "attempts" > 0;
