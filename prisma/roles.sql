-- Roles with least rights, for logins that are made like this:
--   CREATE ROLE api LOGIN PASSWORD '…' IN ROLE watertight_api;
-- Whoever migrates owns the tables and is not subject to their policies. May be run again; npm run migrate does it after
-- the migrations where its login may make roles. docs/security.md says who needs what.
DO $$
DECLARE
  name TEXT;
  has_policy BOOLEAN;
BEGIN
  FOREACH name IN ARRAY ARRAY['watertight_system', 'watertight_tenant', 'watertight_api', 'watertight_worker', 'watertight_reader'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made for another database at this moment
      END;
    END IF;
  END LOOP;
  -- The API speaks as a company's own role for what a company asks; both sides see all companies otherwise.
  FOR name IN SELECT * FROM (VALUES ('watertight_api'), ('watertight_worker')) AS v LOOP
    IF NOT pg_has_role(name, 'watertight_system', 'MEMBER') THEN
      BEGIN
        EXECUTE format('GRANT watertight_system TO %I', name);
      EXCEPTION WHEN OTHERS THEN
        IF NOT pg_has_role(name, 'watertight_system', 'MEMBER') THEN RAISE; END IF;
      END;
    END IF;
  END LOOP;
  IF NOT pg_has_role('watertight_api', 'watertight_tenant', 'MEMBER') THEN
    BEGIN
      GRANT watertight_tenant TO watertight_api;
    EXCEPTION WHEN OTHERS THEN
      IF NOT pg_has_role('watertight_api', 'watertight_tenant', 'MEMBER') THEN RAISE; END IF;
    END;
  END IF;
  -- Who migrates may be who runs the API too. Making a role is not the right to speak as it (PostgreSQL 16 and newer).
  BEGIN
    GRANT watertight_tenant TO CURRENT_USER;
  EXCEPTION WHEN insufficient_privilege OR invalid_grant_operation THEN NULL; -- the API says at its start what it may not
  END;

  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('REVOKE ALL ON %I FROM watertight_system, watertight_tenant, watertight_api, watertight_worker, watertight_reader', name);
    CONTINUE WHEN name = '_prisma_migrations';
    SELECT EXISTS (SELECT 1 FROM pg_policies WHERE schemaname = current_schema() AND tablename = name AND policyname = 'system') INTO has_policy;
    IF NOT has_policy THEN
      EXECUTE format('CREATE POLICY system ON %I TO watertight_system USING (true) WITH CHECK (true)', name);
    END IF;
    -- The API writes for all companies what it accepts, and removes what they had.
    IF name <> 'audit_log' THEN EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO watertight_api', name); END IF;
    -- Workers have no business with those who call the API.
    IF name NOT IN ('api_keys', 'employees', 'employee_sessions', 'audit_log', 'companies', 'erasures', 'erasure_files') THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO watertight_worker', name);
    END IF;
    -- A company's own role: neither logins of phones, nor raw bodies of providers, nor other keepers' bookkeeping.
    IF name NOT IN ('session_snapshots', 'session_snapshot_chunks', 'session_snapshot_leftovers', 'inbound_journal', 'provider_uploads', 'event_cursors', 'audit_log', 'erasures', 'erasure_files') THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO watertight_tenant', name);
    END IF;
  END LOOP;
  GRANT SELECT ON _prisma_migrations TO watertight_api, watertight_worker;
  GRANT SELECT ON companies TO watertight_worker;
  -- Workers hold a company while they write something of it (FOR KEY SHARE), which takes a right to change it: the least.
  GRANT UPDATE (created_at) ON companies TO watertight_worker;
  GRANT SELECT, DELETE ON audit_log TO watertight_worker; -- what is past its retention goes in the sweep
  -- A company asks for erasures and looks at them; the API does them, and nobody else has to do with them.
  GRANT SELECT, INSERT ON erasures TO watertight_tenant;
  GRANT SELECT, DELETE ON erasures TO watertight_worker;
  -- Nobody changes what was written down.
  GRANT SELECT, INSERT, DELETE ON audit_log TO watertight_api;
  GRANT SELECT, INSERT ON audit_log TO watertight_tenant;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO watertight_api, watertight_worker, watertight_tenant;
  -- For dashboards: how processes and queues are, and nothing that anybody wrote.
  GRANT SELECT ON process_health, process_metrics, process_events TO watertight_reader;
  GRANT SELECT ON process_health_latest, process_health_1h, queue_backlog TO watertight_reader, watertight_api, watertight_worker, watertight_tenant;
END $$;
