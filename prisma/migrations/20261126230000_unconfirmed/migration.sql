-- How many messages nobody knows the end of: counted again and again, and few.
CREATE INDEX "messages_unconfirmed" ON "messages" ("connection_type", "created_at") WHERE "status" = 'unconfirmed';
