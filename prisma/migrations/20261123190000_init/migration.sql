-- Companies, their keys and phones; messages with attempts and events; the inbound journal; process health.

CREATE TABLE "companies" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "companies_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "api_keys" (
  "id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "prefix" TEXT NOT NULL,
  "key_hash" TEXT NOT NULL,
  "scopes" TEXT[] NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "last_used_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "api_keys_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys" ("key_hash");
CREATE INDEX "api_keys_company_id_idx" ON "api_keys" ("company_id");

CREATE TABLE "phone_configs" (
  "phone_id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "phone_index" INTEGER NOT NULL CHECK ("phone_index" >= 0),
  "name" TEXT,
  "connection_type" TEXT NOT NULL CHECK ("connection_type" IN ('wwebjs', 'meta')),
  "process_name" TEXT NOT NULL DEFAULT '',
  "mode" TEXT NOT NULL DEFAULT 'live' CHECK ("mode" IN ('live', 'sandbox')),
  "phone_number_id" TEXT NOT NULL,
  "waba_id" TEXT,
  "access_token_sealed" TEXT,
  "app_secret_sealed" TEXT,
  "verify_token_sealed" TEXT,
  "limits" JSONB,
  "desired_state" TEXT NOT NULL DEFAULT 'start' CHECK ("desired_state" IN ('start', 'stop')),
  "pending_command" TEXT CHECK ("pending_command" IN ('restart', 'logout')),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "phone_configs_pkey" PRIMARY KEY ("phone_id"),
  CONSTRAINT "phone_configs_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "phone_configs_company_id_phone_index_key" ON "phone_configs" ("company_id", "phone_index");
CREATE UNIQUE INDEX "phone_configs_phone_number_id_key" ON "phone_configs" ("phone_number_id");
CREATE INDEX "phone_configs_connection_type_idx" ON "phone_configs" ("connection_type");

CREATE TABLE "phone_status" (
  "phone_id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "phone_index" INTEGER NOT NULL,
  "process_name" TEXT NOT NULL DEFAULT '',
  "status" TEXT NOT NULL DEFAULT 'stopped'
    CHECK ("status" IN ('stopped', 'starting', 'qr', 'pairing', 'authenticated', 'ready', 'disconnected', 'failed')),
  "reason" TEXT,
  "me" TEXT,
  "qr" TEXT,
  "qr_expires_at" TIMESTAMPTZ(3),
  "instance_id" TEXT,
  "connected_at" TIMESTAMPTZ(3),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "phone_status_pkey" PRIMARY KEY ("phone_id"),
  CONSTRAINT "phone_status_phone_id_fkey" FOREIGN KEY ("phone_id") REFERENCES "phone_configs" ("phone_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "phone_status_company_id_idx" ON "phone_status" ("company_id");

-- process_name is the database's to say: it follows connection_type, whoever writes.
CREATE FUNCTION "phone_configs_process_name"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.process_name := NEW.connection_type;
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "phone_configs_process_name" BEFORE INSERT OR UPDATE ON "phone_configs"
  FOR EACH ROW EXECUTE FUNCTION "phone_configs_process_name"();

CREATE FUNCTION "phone_status_process_name"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT c.process_name INTO NEW.process_name FROM phone_configs c WHERE c.phone_id = NEW.phone_id;
  RETURN NEW;
END $$;
CREATE TRIGGER "phone_status_process_name" BEFORE INSERT OR UPDATE ON "phone_status"
  FOR EACH ROW EXECUTE FUNCTION "phone_status_process_name"();

CREATE FUNCTION "phone_configs_carry_status"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO phone_status (phone_id, company_id, phone_index)
    VALUES (NEW.phone_id, NEW.company_id, NEW.phone_index)
    ON CONFLICT (phone_id) DO UPDATE SET process_name = NEW.process_name;
  RETURN NULL;
END $$;
CREATE TRIGGER "phone_configs_carry_status" AFTER INSERT OR UPDATE OF "connection_type" ON "phone_configs"
  FOR EACH ROW EXECUTE FUNCTION "phone_configs_carry_status"();

-- Who may write on behalf of a lane. The epoch only grows; a write that carries an older one finds no row here.
CREATE TABLE "leases" (
  "phone_id" TEXT NOT NULL,
  "owner" TEXT,
  "epoch" BIGINT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "not_before" TIMESTAMPTZ(3),
  "pace_at" TIMESTAMPTZ(6),
  "pace_day" DATE,
  "pace_day_count" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "leases_pkey" PRIMARY KEY ("phone_id")
);
CREATE INDEX "leases_owner_idx" ON "leases" ("owner");

-- How far a recipient's allowance is used up; the row is needless once that is past.
CREATE TABLE "chat_pace" (
  "phone_id" TEXT NOT NULL,
  "chat_id" TEXT NOT NULL,
  "used_until" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "chat_pace_pkey" PRIMARY KEY ("phone_id", "chat_id")
);
CREATE INDEX "chat_pace_used_until_idx" ON "chat_pace" ("used_until");

-- No foreign keys on the message path: a shared lock on one company's row for each of its messages is a
-- bottleneck. Deleting a phone or a company settles and removes its messages in the same transaction.
CREATE TABLE "messages" (
  "id" TEXT NOT NULL,
  "seq" BIGINT GENERATED ALWAYS AS IDENTITY,
  "company_id" TEXT NOT NULL,
  "phone_id" TEXT NOT NULL,
  "phone_index" INTEGER NOT NULL,
  "connection_type" TEXT NOT NULL,
  "direction" TEXT NOT NULL CHECK ("direction" IN ('outbound', 'inbound')),
  "type" TEXT NOT NULL,
  "chat_id" TEXT NOT NULL,
  "from_id" TEXT,
  "to_id" TEXT,
  "participant" TEXT,
  "sender_name" TEXT,
  "content" JSONB NOT NULL,
  "mentions" TEXT[],
  "quoted_message_id" TEXT,
  "quoted_provider_message_id" TEXT,
  "status" TEXT NOT NULL CHECK ("status" IN ('scheduled', 'queued', 'sending', 'sent', 'delivered', 'read',
    'played', 'failed', 'cancelled', 'expired', 'unconfirmed', 'received')),
  "error" JSONB,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "epoch" BIGINT,
  "provider_message_id" TEXT,
  "idempotency_key" TEXT,
  "metadata" JSONB,
  "on_uncertain" TEXT NOT NULL DEFAULT 'hold' CHECK ("on_uncertain" IN ('hold', 'resend', 'fail')),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "reconcile_at" TIMESTAMPTZ(3),
  "scheduled_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3),
  "sent_at" TIMESTAMPTZ(3),
  "delivered_at" TIMESTAMPTZ(3),
  "read_at" TIMESTAMPTZ(3),
  "played_at" TIMESTAMPTZ(3),
  "failed_at" TIMESTAMPTZ(3),
  CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);
-- The lane: what is to be sent, in order.
CREATE INDEX "messages_lane" ON "messages" ("phone_id", "seq") WHERE "status" = 'queued';
-- What may hold a chat up: few rows each.
CREATE INDEX "messages_waiting" ON "messages" ("phone_id", "available_at") WHERE "status" = 'queued' AND "attempts" > 0;
CREATE INDEX "messages_uncertain" ON "messages" ("phone_id") WHERE "status" = 'unconfirmed' AND "reconcile_at" IS NOT NULL;
CREATE INDEX "messages_sending" ON "messages" ("phone_id") WHERE "status" = 'sending';
CREATE INDEX "messages_reconcile" ON "messages" ("reconcile_at") WHERE "status" = 'unconfirmed' AND "reconcile_at" IS NOT NULL;
CREATE INDEX "messages_scheduled" ON "messages" ("scheduled_at") WHERE "status" = 'scheduled';
CREATE INDEX "messages_expiring" ON "messages" ("expires_at") WHERE "status" IN ('queued', 'scheduled') AND "expires_at" IS NOT NULL;
CREATE INDEX "messages_failed" ON "messages" ("connection_type", "failed_at") WHERE "status" = 'failed';
-- An inbound message is stored once, however often it is told.
CREATE UNIQUE INDEX "messages_inbound_key" ON "messages" ("phone_id", "provider_message_id") WHERE "direction" = 'inbound';
CREATE INDEX "messages_outbound_provider" ON "messages" ("phone_id", "provider_message_id") WHERE "direction" = 'outbound' AND "provider_message_id" IS NOT NULL;
CREATE INDEX "messages_company_seq" ON "messages" ("company_id", "seq");
CREATE INDEX "messages_company_chat_seq" ON "messages" ("company_id", "chat_id", "seq");

CREATE TABLE "idempotency_keys" (
  "company_id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "request_hash" TEXT NOT NULL,
  "message_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("company_id", "key")
);
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys" ("created_at");

CREATE TABLE "message_attempts" (
  "message_id" TEXT NOT NULL,
  "attempt" INTEGER NOT NULL,
  "epoch" BIGINT NOT NULL,
  "instance_id" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "code" TEXT,
  "provider_code" TEXT,
  "detail" TEXT,
  CONSTRAINT "message_attempts_pkey" PRIMARY KEY ("message_id", "attempt")
);

-- What happened, in order; webhooks, WebSocket and timelines are readers of it. Not only messages: phones too.
CREATE TABLE "message_events" (
  "seq" BIGINT GENERATED ALWAYS AS IDENTITY,
  "company_id" TEXT NOT NULL,
  "phone_index" INTEGER,
  "message_id" TEXT,
  "type" TEXT NOT NULL,
  "detail" JSONB,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "message_events_pkey" PRIMARY KEY ("seq")
);
CREATE INDEX "message_events_message_id_seq_idx" ON "message_events" ("message_id", "seq");

CREATE TABLE "inbound_journal" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "source" TEXT NOT NULL,
  "phone_id" TEXT,
  "body" BYTEA NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "processed_at" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "error" TEXT,
  CONSTRAINT "inbound_journal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "inbound_journal_open" ON "inbound_journal" ("source", "id") WHERE "processed_at" IS NULL;

CREATE TABLE "process_health" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "process_name" TEXT NOT NULL,
  "instance_id" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('healthy', 'degraded', 'down')),
  "memory_usage_mb" DOUBLE PRECISION NOT NULL,
  "memory_limit_mb" DOUBLE PRECISION,
  "uptime_seconds" DOUBLE PRECISION NOT NULL,
  "active_connections" INTEGER NOT NULL,
  "restarts" INTEGER NOT NULL DEFAULT 0,
  "timestamp" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "process_health_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "process_health_process_name_instance_id_timestamp_idx" ON "process_health" ("process_name", "instance_id", "timestamp" DESC);
CREATE INDEX "process_health_timestamp_idx" ON "process_health" ("timestamp");

CREATE TABLE "process_metrics" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "process_name" TEXT NOT NULL,
  "instance_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "value" DOUBLE PRECISION NOT NULL,
  "timestamp" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "process_metrics_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "process_metrics_process_name_name_timestamp_idx" ON "process_metrics" ("process_name", "name", "timestamp" DESC);
CREATE INDEX "process_metrics_timestamp_idx" ON "process_metrics" ("timestamp");

CREATE TABLE "process_events" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "process_name" TEXT NOT NULL,
  "instance_id" TEXT NOT NULL,
  "event" TEXT NOT NULL,
  "detail" JSONB,
  "timestamp" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "process_events_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "process_events_process_name_timestamp_idx" ON "process_events" ("process_name", "timestamp" DESC);
CREATE INDEX "process_events_timestamp_idx" ON "process_events" ("timestamp");

CREATE VIEW "process_health_latest" AS
  SELECT DISTINCT ON (process_name, instance_id)
    process_name, instance_id, status, memory_usage_mb, memory_limit_mb, uptime_seconds, active_connections,
    restarts, "timestamp"
  FROM process_health
  WHERE "timestamp" > CURRENT_TIMESTAMP - INTERVAL '1 day'
  ORDER BY process_name, instance_id, "timestamp" DESC;

CREATE VIEW "process_health_1h" AS
  SELECT process_name, instance_id, date_trunc('minute', "timestamp") AS minute,
    count(*) AS heartbeats,
    count(*) FILTER (WHERE status = 'healthy') AS healthy,
    avg(memory_usage_mb) AS memory_usage_mb_avg, max(memory_usage_mb) AS memory_usage_mb_max,
    max(active_connections) AS active_connections_max, max(restarts) AS restarts
  FROM process_health
  WHERE "timestamp" > CURRENT_TIMESTAMP - INTERVAL '1 hour'
  GROUP BY process_name, instance_id, date_trunc('minute', "timestamp");

CREATE VIEW "queue_backlog" AS
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
  ) f ON f.connection_type = p.process_name;
