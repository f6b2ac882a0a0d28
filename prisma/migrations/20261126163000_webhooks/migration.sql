-- Customer webhooks: endpoints with their secrets, what is to be told to them, and how far the event stream is told.

-- How far a reader of message_events has come. What was there before webhooks is told to nobody.
CREATE TABLE "event_cursors" (
  "name" TEXT NOT NULL,
  "position" BIGINT NOT NULL,
  CONSTRAINT "event_cursors_pkey" PRIMARY KEY ("name")
);
INSERT INTO "event_cursors" ("name", "position") SELECT 'webhooks', coalesce(max("seq"), 0) FROM "message_events";

CREATE TABLE "webhook_endpoints" (
  "id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "description" TEXT,
  -- Types of events; '*' is all.
  "events" TEXT[] NOT NULL,
  "format" TEXT NOT NULL DEFAULT 'watertight' CHECK ("format" IN ('watertight', 'cloud-api')),
  "phone_index" INTEGER,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "disabled_reason" TEXT CHECK ("disabled_reason" IN ('owner', 'failing', 'gone')),
  "disabled_at" TIMESTAMPTZ(3),
  -- Events up to this one happened before the endpoint was there.
  "starts_after" BIGINT NOT NULL,
  "removed_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_endpoints_disabled" CHECK ("enabled" = ("disabled_reason" IS NULL)),
  CONSTRAINT "webhook_endpoints_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "webhook_endpoints_company" ON "webhook_endpoints" ("company_id", "id");

-- Several are valid while one takes the place of another.
CREATE TABLE "webhook_secrets" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "endpoint_id" TEXT NOT NULL,
  "secret_sealed" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3),
  CONSTRAINT "webhook_secrets_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_secrets_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoints" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "webhook_secrets_endpoint_id_id_idx" ON "webhook_secrets" ("endpoint_id", "id");

-- An endpoint's lane: when there is work, who does it, and how the endpoint has answered of late.
CREATE TABLE "webhook_lanes" (
  "endpoint_id" TEXT NOT NULL,
  "due_at" TIMESTAMPTZ(3),
  -- The whole endpoint is left alone until then.
  "rest_until" TIMESTAMPTZ(3),
  -- Grows whenever something is added: whoever gives the lane back sees whether he has seen it all.
  "pokes" BIGINT NOT NULL DEFAULT 0,
  "owner" TEXT,
  "epoch" BIGINT NOT NULL DEFAULT 0,
  "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Failures since the last success.
  "streak" INTEGER NOT NULL DEFAULT 0,
  "failing_since" TIMESTAMPTZ(3),
  "succeeded_at" TIMESTAMPTZ(3),
  CONSTRAINT "webhook_lanes_pkey" PRIMARY KEY ("endpoint_id"),
  CONSTRAINT "webhook_lanes_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoints" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "webhook_lanes_due" ON "webhook_lanes" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "webhook_lanes_owner_idx" ON "webhook_lanes" ("owner");

-- No foreign keys: written for each event. Removing an endpoint or a company removes its deliveries.
CREATE TABLE "webhook_deliveries" (
  "id" TEXT NOT NULL,
  -- The order in which they are delivered within a chat.
  "place" BIGINT GENERATED ALWAYS AS IDENTITY,
  "company_id" TEXT NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "event_seq" BIGINT NOT NULL,
  "event_type" TEXT NOT NULL,
  "chat_key" TEXT NOT NULL,
  "phone_index" INTEGER,
  "message_id" TEXT,
  -- The very bytes that are signed and sent, each time the same.
  "body" TEXT NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'waiting' CHECK ("status" IN ('waiting', 'delivered', 'failed')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "response_status" INTEGER,
  "error" TEXT,
  -- One entry for each attempt: when, how long, what was sent and answered.
  "log" JSONB NOT NULL DEFAULT '[]',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "webhook_deliveries_endpoint" ON "webhook_deliveries" ("endpoint_id", "place");
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" ("endpoint_id", "chat_key", "place") WHERE "status" = 'waiting';
-- What rests after a failure, and what was given up: few rows each.
CREATE INDEX "webhook_deliveries_resting" ON "webhook_deliveries" ("endpoint_id", "next_at") WHERE "status" = 'waiting' AND "attempts" > 0;
CREATE INDEX "webhook_deliveries_failed" ON "webhook_deliveries" ("endpoint_id", "place") WHERE "status" = 'failed';
CREATE INDEX "webhook_deliveries_created" ON "webhook_deliveries" USING brin ("created_at");

CREATE OR REPLACE VIEW "queue_backlog" AS
  SELECT p.process_name,
    coalesce(q.waiting, 0) AS waiting,
    coalesce(s.active, 0) AS active,
    coalesce(q.delayed, 0) + coalesce(d.scheduled, 0) AS delayed,
    coalesce(f.failed, 0) AS failed,
    coalesce(q.oldest_seconds, 0) AS oldest_seconds
  FROM (VALUES ('wwebjs'), ('meta')) AS p (process_name)
  LEFT JOIN (
    SELECT connection_type,
      count(*) FILTER (WHERE available_at <= CURRENT_TIMESTAMP) AS waiting,
      count(*) FILTER (WHERE available_at > CURRENT_TIMESTAMP) AS delayed,
      extract(epoch FROM CURRENT_TIMESTAMP - min(greatest(created_at, scheduled_at)) FILTER (WHERE available_at <= CURRENT_TIMESTAMP))::double precision AS oldest_seconds
    FROM messages WHERE status = 'queued' GROUP BY connection_type
  ) q ON q.connection_type = p.process_name
  LEFT JOIN (
    SELECT connection_type, count(*) AS active FROM messages WHERE status = 'sending' GROUP BY connection_type
  ) s ON s.connection_type = p.process_name
  LEFT JOIN (
    SELECT connection_type, count(*) AS scheduled FROM messages WHERE status = 'scheduled' GROUP BY connection_type
  ) d ON d.connection_type = p.process_name
  LEFT JOIN (
    SELECT connection_type, count(*) AS failed FROM messages
    WHERE status = 'failed' AND failed_at > CURRENT_TIMESTAMP - INTERVAL '1 day' GROUP BY connection_type
  ) f ON f.connection_type = p.process_name
  UNION ALL
  SELECT 'webhook',
    count(*) FILTER (WHERE d.status = 'waiting' AND e.enabled AND d.next_at <= CURRENT_TIMESTAMP AND coalesce(l.rest_until <= CURRENT_TIMESTAMP, true)),
    (SELECT count(*) FROM webhook_lanes WHERE owner IS NOT NULL AND expires_at > CURRENT_TIMESTAMP),
    count(*) FILTER (WHERE d.status = 'waiting' AND (NOT e.enabled OR d.next_at > CURRENT_TIMESTAMP OR l.rest_until > CURRENT_TIMESTAMP)),
    count(*) FILTER (WHERE d.status = 'failed' AND d.finished_at > CURRENT_TIMESTAMP - INTERVAL '1 day'),
    coalesce(extract(epoch FROM CURRENT_TIMESTAMP - min(d.created_at) FILTER (WHERE d.status = 'waiting' AND e.enabled))::double precision, 0)
  FROM webhook_deliveries d
  JOIN webhook_endpoints e ON e.id = d.endpoint_id AND e.removed_at IS NULL
  JOIN webhook_lanes l ON l.endpoint_id = e.id
  WHERE d.status IN ('waiting', 'failed');
