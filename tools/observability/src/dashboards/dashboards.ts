import type { Dashboard } from './model.ts';
import { percentiles, rate } from './shared.ts';

const overview: Dashboard = {
  uid: 'overview',
  title: 'overview',
  description: 'Whether all is well, and how much goes through',
  rows: [
    {
      title: 'Now',
      panels: [
        {
          title: 'Alerts firing',
          kind: 'number',
          width: 4,
          queries: [
            {
              expr: 'count(ALERTS{alertname=~"Watertight.+", alertstate="firing"}) or vector(0)',
              legend: 'alerts',
            },
          ],
        },
        {
          title: 'Instances heard of',
          kind: 'number',
          width: 4,
          queries: [
            {
              expr: 'sum by (process_name) (max by (process_name, instance_id) (watertight_process_up))',
              legend: '{{process_name}}',
            },
          ],
        },
        {
          title: 'Phones ready',
          kind: 'number',
          width: 4,
          queries: [
            {
              expr: 'sum by (channel) (max by (channel, class) (watertight_phones{status="ready"}))',
              legend: '{{channel}}',
            },
          ],
        },
        {
          title: 'Messages due',
          kind: 'number',
          width: 4,
          queries: [
            { expr: 'max by (channel) (watertight_lane_messages{state="waiting"})', legend: '{{channel}}' },
          ],
        },
        {
          title: 'Unconfirmed, of the last day',
          kind: 'number',
          width: 4,
          queries: [
            {
              expr: 'max by (channel) (watertight_messages_unconfirmed{state="held"})',
              legend: '{{channel}}',
            },
          ],
        },
        {
          title: 'Webhooks disabled',
          kind: 'number',
          width: 4,
          queries: [{ expr: 'max(watertight_webhook_endpoints{state="disabled"})', legend: 'webhooks' }],
        },
      ],
    },
    {
      title: 'Messages',
      panels: [
        {
          title: 'Accepted',
          kind: 'lines',
          unit: 'mps',
          queries: [rate('watertight_messages_accepted_total', 'channel')],
        },
        {
          title: 'Sent',
          kind: 'lines',
          unit: 'mps',
          queries: [
            rate('watertight_sends_total{outcome="sent"}', 'channel, class', '{{channel}} {{class}}'),
          ],
        },
        {
          title: 'From accepted to sent',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_accept_to_sent_seconds', { by: 'channel' }),
        },
        {
          title: 'Time to accept',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_message_accept_duration_seconds'),
        },
        {
          title: 'Oldest message that is due',
          kind: 'lines',
          unit: 's',
          queries: [
            { expr: 'max by (channel) (watertight_lane_oldest_message_seconds)', legend: '{{channel}}' },
          ],
        },
        {
          title: 'Errors logged a minute',
          kind: 'lines',
          queries: [
            {
              expr: 'sum by (process_name) (increase(watertight_log_lines_total{level=~"error|fatal"}[1m]))',
              legend: '{{process_name}}',
            },
          ],
        },
      ],
    },
    {
      title: 'HTTP',
      panels: [
        {
          title: 'Requests, by class of status',
          kind: 'lines',
          unit: 'reqps',
          width: 12,
          queries: [rate('watertight_http_requests_total', 'status_class')],
        },
        {
          title: 'Time to answer',
          kind: 'lines',
          unit: 's',
          width: 12,
          queries: percentiles('watertight_http_request_duration_seconds'),
        },
      ],
    },
  ],
};

const ofChannel = 'channel="$channel"';

const channel: Dashboard = {
  uid: 'channel',
  title: 'channel',
  description: 'One channel: what it sends, how it goes, and what that costs',
  variables: [{ name: 'channel', label: 'Channel', values: ['meta', 'wwebjs'] }],
  rows: [
    {
      title: 'Sending',
      panels: [
        {
          title: 'Attempts, by outcome',
          kind: 'lines',
          unit: 'mps',
          queries: [rate(`watertight_sends_total{${ofChannel}}`, 'outcome')],
        },
        {
          title: 'Time of an attempt',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_send_duration_seconds', { where: ofChannel }),
        },
        {
          title: 'From accepted to sent',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_accept_to_sent_seconds', { by: 'class', where: ofChannel }),
        },
        {
          title: 'Messages',
          kind: 'lines',
          queries: [{ expr: `max by (state) (watertight_lane_messages{${ofChannel}})`, legend: '{{state}}' }],
        },
        {
          title: 'Unconfirmed',
          kind: 'lines',
          queries: [
            { expr: `max by (state) (watertight_messages_unconfirmed{${ofChannel}})`, legend: '{{state}}' },
          ],
        },
        {
          title: 'Phones, by status',
          kind: 'lines',
          queries: [
            {
              expr: `sum by (status) (max by (status, class) (watertight_phones{${ofChannel}}))`,
              legend: '{{status}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Inbound',
      panels: [
        {
          title: 'Entries that are not read yet',
          kind: 'lines',
          queries: [{ expr: `max(watertight_journal_entries{${ofChannel}})`, legend: 'entries' }],
        },
        {
          title: "Meta's posts, by result",
          kind: 'lines',
          unit: 'reqps',
          queries: [rate('watertight_webhook_posts_total', 'result')],
        },
        {
          title: "Time to answer Meta's posts",
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_webhook_duration_seconds'),
        },
      ],
    },
    {
      title: 'Cloud API',
      panels: [
        {
          title: 'Connections to Graph',
          kind: 'lines',
          width: 12,
          queries: [
            { expr: 'sum by (class, state) (watertight_graph_connections)', legend: '{{class}} {{state}}' },
          ],
        },
        {
          title: 'Requests that wait for a connection',
          kind: 'lines',
          width: 12,
          queries: [{ expr: 'sum by (class) (watertight_graph_waiting_requests)', legend: '{{class}}' }],
        },
      ],
    },
    {
      title: 'WhatsApp Web',
      panels: [
        {
          title: 'Sessions, by status',
          kind: 'lines',
          queries: [{ expr: 'sum by (status) (watertight_sessions)', legend: '{{status}}' }],
        },
        {
          title: 'Memory of the browsers',
          kind: 'lines',
          unit: 'bytes',
          queries: [
            { expr: 'watertight_browser_memory_bytes', legend: '{{instance}} all' },
            { expr: 'watertight_session_memory_bytes', legend: '{{instance}} largest' },
          ],
        },
        {
          title: 'From the launch to ready',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_session_ready_seconds'),
        },
        {
          title: 'Browsers that ended by themselves, and those begun anew',
          kind: 'lines',
          queries: [
            {
              expr: 'sum by (instance) (increase(watertight_browser_failures_total[5m]))',
              legend: '{{instance}} ended',
            },
            {
              expr: 'sum by (why) (increase(watertight_session_recycles_total[5m]))',
              legend: 'anew for {{why}}',
            },
          ],
        },
        {
          title: 'Browsers held still for a snapshot',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_session_freeze_seconds'),
        },
        {
          title: 'Logins kept',
          kind: 'lines',
          queries: [
            {
              expr: 'sum by (end) (increase(watertight_session_snapshot_seconds_count[15m]))',
              legend: '{{end}}',
            },
          ],
        },
      ],
    },
  ],
};

const phone: Dashboard = {
  uid: 'phone',
  title: 'phone',
  description: 'Each phone, from the database: no metric has a label for a phone',
  rows: [
    {
      title: 'All phones',
      panels: [
        {
          title: 'By status',
          kind: 'lines',
          queries: [
            {
              expr: 'sum by (channel, status) (max by (channel, class, status) (watertight_phones))',
              legend: '{{channel}} {{status}}',
            },
          ],
        },
        {
          title: 'With a reason',
          kind: 'lines',
          queries: [
            {
              expr: 'max by (channel, reason_code) (watertight_phones_with_reason)',
              legend: '{{channel}} {{reason_code}}',
            },
          ],
        },
        {
          title: 'For how long the longest has not been ready',
          kind: 'lines',
          unit: 's',
          queries: [
            {
              expr: 'max by (channel, class) (watertight_phone_not_ready_seconds)',
              legend: '{{channel}} {{class}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Which phones',
      panels: [
        {
          title: 'Not ready, though they should be',
          kind: 'table',
          width: 24,
          queries: [
            {
              sql: `SELECT c.company_id, c.phone_index, c.name, c.connection_type, c.mode, s.status, s.reason_code, s.reason, s.not_ready_since, s.instance_id
FROM phone_configs c JOIN phone_status s ON s.phone_id = c.phone_id
WHERE c.desired_state = 'start' AND s.not_ready_since IS NOT NULL
ORDER BY s.not_ready_since LIMIT 200`,
            },
          ],
        },
        {
          title: 'What waits for each',
          kind: 'table',
          width: 12,
          queries: [
            {
              sql: `SELECT c.company_id, c.phone_index, c.name, c.connection_type, q.waiting, q.oldest
FROM (SELECT phone_id, count(*) AS waiting, min(created_at) AS oldest FROM messages WHERE status = 'queued' GROUP BY phone_id) q
JOIN phone_configs c ON c.phone_id = q.phone_id
ORDER BY q.oldest LIMIT 100`,
            },
          ],
        },
        {
          title: 'Ready, and something had better be done',
          kind: 'table',
          width: 12,
          queries: [
            {
              sql: `SELECT c.company_id, c.phone_index, c.name, c.connection_type, s.reason_code, s.reason
FROM phone_configs c JOIN phone_status s ON s.phone_id = c.phone_id
WHERE s.status = 'ready' AND s.reason_code IS NOT NULL
ORDER BY c.company_id, c.phone_index LIMIT 100`,
            },
          ],
        },
        {
          title: 'Who holds how many sessions',
          kind: 'table',
          width: 12,
          queries: [
            {
              sql: `SELECT s.instance_id, s.status, count(*) AS phones
FROM phone_status s WHERE s.process_name = 'wwebjs' AND s.instance_id IS NOT NULL
GROUP BY 1, 2 ORDER BY 1, 2`,
            },
          ],
        },
        {
          title: 'Failed in the last hour, by phone and code',
          kind: 'table',
          width: 12,
          queries: [
            {
              sql: `SELECT company_id, phone_index, connection_type, error ->> 'code' AS code, count(*) AS messages
FROM messages WHERE status = 'failed' AND failed_at > now() - interval '1 hour'
GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC LIMIT 100`,
            },
          ],
        },
      ],
    },
  ],
};

const queues: Dashboard = {
  uid: 'queues',
  title: 'queues',
  description: 'What waits: messages, webhook deliveries, the journal',
  rows: [
    {
      title: 'Lanes',
      panels: [
        {
          title: 'Messages that are due',
          kind: 'lines',
          queries: [
            { expr: 'max by (channel) (watertight_lane_messages{state="waiting"})', legend: '{{channel}}' },
          ],
        },
        {
          title: 'Being sent, and due later',
          kind: 'lines',
          queries: [
            {
              expr: 'max by (channel, state) (watertight_lane_messages{state=~"active|delayed"})',
              legend: '{{channel}} {{state}}',
            },
          ],
        },
        {
          title: 'Oldest message that is due',
          kind: 'lines',
          unit: 's',
          queries: [
            { expr: 'max by (channel) (watertight_lane_oldest_message_seconds)', legend: '{{channel}}' },
          ],
        },
        {
          title: 'Now, from the database',
          kind: 'table',
          width: 12,
          queries: [{ sql: 'SELECT * FROM queue_backlog' }],
        },
        {
          title: 'Companies with most that is due',
          kind: 'table',
          width: 12,
          queries: [
            {
              sql: `SELECT m.company_id, c.weight, m.connection_type, count(*) AS waiting, min(m.created_at) AS oldest
FROM messages m JOIN companies c ON c.id = m.company_id
WHERE m.status = 'queued' AND m.available_at <= now()
GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 50`,
            },
          ],
        },
      ],
    },
    {
      title: 'Webhooks of customers',
      panels: [
        {
          title: 'Deliveries',
          kind: 'lines',
          queries: [{ expr: 'max by (state) (watertight_webhook_deliveries)', legend: '{{state}}' }],
        },
        {
          title: 'Attempts, by how they ended',
          kind: 'lines',
          unit: 'reqps',
          queries: [rate('watertight_webhook_attempts_total', 'result')],
        },
        {
          title: 'From the event to its delivery',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_webhook_lag_seconds'),
        },
        {
          title: 'Time of an attempt',
          kind: 'lines',
          unit: 's',
          queries: percentiles('watertight_webhook_attempt_duration_seconds', { by: 'result' }),
        },
        {
          title: 'Oldest delivery, and how long the stream is held up',
          kind: 'lines',
          unit: 's',
          queries: [
            { expr: 'max(watertight_webhook_oldest_delivery_seconds)', legend: 'oldest delivery' },
            { expr: 'max(watertight_event_stream_held_up_seconds)', legend: 'held up' },
          ],
        },
        {
          title: 'Disabled',
          kind: 'table',
          queries: [
            {
              sql: `SELECT company_id, id, disabled_reason, disabled_at FROM webhook_endpoints
WHERE NOT enabled AND disabled_reason <> 'owner' AND removed_at IS NULL ORDER BY disabled_at DESC LIMIT 100`,
            },
          ],
        },
      ],
    },
    {
      title: 'Journal',
      panels: [
        {
          title: 'Entries that are not read yet',
          kind: 'lines',
          width: 12,
          queries: [{ expr: 'max by (channel) (watertight_journal_entries)', legend: '{{channel}}' }],
        },
        {
          title: 'The oldest of them',
          kind: 'lines',
          unit: 's',
          width: 12,
          queries: [{ expr: 'max by (channel) (watertight_journal_oldest_seconds)', legend: '{{channel}}' }],
        },
      ],
    },
  ],
};

const processes: Dashboard = {
  uid: 'processes',
  title: 'processes',
  description: 'Each process: whether it lives, what it takes, how late it is',
  rows: [
    {
      title: 'Life',
      panels: [
        {
          title: 'Heard of',
          kind: 'lines',
          queries: [
            { expr: 'max by (process_name, instance_id) (watertight_process_up)', legend: '{{instance_id}}' },
          ],
        },
        {
          title: 'Since the last heartbeat',
          kind: 'lines',
          unit: 's',
          queries: [
            {
              expr: 'min by (process_name, instance_id) (watertight_process_heartbeat_age_seconds)',
              legend: '{{instance_id}}',
            },
          ],
        },
        {
          title: 'Starts, and what the supervisor did',
          kind: 'lines',
          queries: [
            {
              expr: 'changes(process_start_time_seconds{job="watertight"}[10m])',
              legend: '{{process_name}} {{instance}} starts',
            },
            {
              expr: 'sum by (child, event) (increase(watertight_child_events_total[10m]))',
              legend: '{{child}} {{event}}',
            },
          ],
        },
        {
          title: 'Checks',
          kind: 'lines',
          queries: [
            {
              expr: 'min by (process_name, check) (watertight_check_up)',
              legend: '{{process_name}} {{check}}',
            },
            {
              expr: 'min by (process_name) (watertight_redis_up)',
              legend: '{{process_name}} connected to redis',
            },
          ],
        },
        {
          title: 'Latest heartbeats, from the database',
          kind: 'table',
          width: 16,
          queries: [{ sql: 'SELECT * FROM process_health_latest ORDER BY process_name, instance_id' }],
        },
      ],
    },
    {
      title: 'What they take',
      panels: [
        {
          title: 'Memory against the limit',
          kind: 'lines',
          unit: 'percentunit',
          queries: [
            {
              expr: 'process_resident_memory_bytes{job="watertight"} / on (instance, process_name) watertight_memory_limit_bytes',
              legend: '{{process_name}} {{instance}}',
            },
          ],
        },
        {
          title: 'Memory, with browsers',
          kind: 'lines',
          unit: 'bytes',
          queries: [{ expr: 'watertight_memory_usage_bytes', legend: '{{process_name}} {{instance}}' }],
        },
        {
          title: 'CPU',
          kind: 'lines',
          unit: 'percentunit',
          queries: [
            {
              expr: 'rate(process_cpu_seconds_total{job="watertight"}[$__rate_interval])',
              legend: '{{process_name}} {{instance}}',
            },
          ],
        },
        {
          title: 'Event-loop lag, 99th percentile',
          kind: 'lines',
          unit: 's',
          queries: [
            {
              expr: 'nodejs_eventloop_lag_p99_seconds{job="watertight"}',
              legend: '{{process_name}} {{instance}}',
            },
            {
              expr: 'watertight_event_loop_lag_seconds',
              legend: '{{process_name}} {{instance}} of the last heartbeat',
            },
          ],
        },
        {
          title: 'Database connections',
          kind: 'lines',
          queries: [
            {
              expr: 'sum by (process_name, state) (watertight_database_connections)',
              legend: '{{process_name}} {{state}}',
            },
            {
              expr: 'sum by (process_name) (watertight_database_waiting_requests)',
              legend: '{{process_name}} waiting',
            },
          ],
        },
        {
          title: 'Lines logged',
          kind: 'lines',
          queries: [rate('watertight_log_lines_total', 'process_name, level', '{{process_name}} {{level}}')],
        },
      ],
    },
    {
      title: 'From the database',
      panels: [
        {
          title: 'Memory by minute, of the last hour',
          kind: 'lines',
          unit: 'decmbytes',
          queries: [
            {
              series: true,
              sql: `SELECT minute AS "time", instance_id AS metric, memory_usage_mb_max AS value
FROM process_health_1h WHERE $__timeFilter(minute) ORDER BY 1`,
            },
          ],
        },
        {
          title: 'Figures that processes keep',
          kind: 'lines',
          queries: [
            {
              series: true,
              sql: `SELECT "timestamp" AS "time", instance_id || ' ' || name AS metric, value
FROM process_metrics WHERE $__timeFilter("timestamp") ORDER BY 1`,
            },
          ],
        },
        {
          title: 'What happened to them',
          kind: 'table',
          queries: [
            {
              sql: `SELECT "timestamp", process_name, instance_id, event, detail ->> 'reason' AS reason, detail ->> 'code' AS code, detail ->> 'signal' AS signal
FROM process_events WHERE $__timeFilter("timestamp") ORDER BY "timestamp" DESC LIMIT 200`,
            },
          ],
        },
      ],
    },
  ],
};

/** What is provisioned, each in a file of its uid. */
export const DASHBOARDS: readonly Dashboard[] = [overview, channel, phone, queues, processes];
