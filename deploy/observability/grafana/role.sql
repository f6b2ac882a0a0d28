-- The role of Grafana's datasource: it reads what the dashboards show, and no message, number, token or key.
-- psql "$DATABASE_URL" -f role.sql, then: ALTER ROLE watertight_dashboards LOGIN PASSWORD '…';
-- Safe to repeat.
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'watertight_dashboards') THEN
    CREATE ROLE watertight_dashboards;
  END IF;
END $$;
ALTER ROLE watertight_dashboards SET default_transaction_read_only = on;
ALTER ROLE watertight_dashboards SET statement_timeout = '10s';
GRANT USAGE ON SCHEMA public TO watertight_dashboards;
GRANT SELECT ON process_health_latest, process_health_1h, queue_backlog, process_metrics, process_events
  TO watertight_dashboards;
GRANT SELECT (id, weight) ON companies TO watertight_dashboards;
GRANT SELECT (phone_id, company_id, phone_index, name, connection_type, mode, desired_state) ON phone_configs
  TO watertight_dashboards;
GRANT SELECT (phone_id, process_name, status, reason, reason_code, not_ready_since, instance_id) ON phone_status
  TO watertight_dashboards;
GRANT SELECT (company_id, phone_id, phone_index, connection_type, status, error, created_at, available_at, failed_at) ON messages
  TO watertight_dashboards;
GRANT SELECT (id, company_id, enabled, disabled_reason, disabled_at, removed_at) ON webhook_endpoints
  TO watertight_dashboards;
