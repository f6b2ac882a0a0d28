-- Until when a send that outlives its turn is known to be on its way: its process says so again and again.
ALTER TABLE "message_attempts" ADD COLUMN "held_until" TIMESTAMPTZ(3);
