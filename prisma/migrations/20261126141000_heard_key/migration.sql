-- Not only what was written on the phone itself: what arrives under two spellings of one chat is one message too.

ALTER TABLE "messages" RENAME COLUMN "device_key" TO "heard_key";
ALTER INDEX "messages_device_key" RENAME TO "messages_heard_key";
