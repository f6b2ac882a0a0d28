/** The server's configuration, apart from its port. */
export const redisConfig = (settings: { dir: string; password: string; appendOnly: boolean }): string =>
  `${Object.entries(directives(settings))
    .map(([name, value]) => `${name} ${value}`)
    .join('\n')}\n`;

const directives = ({
  dir,
  password,
  appendOnly,
}: {
  dir: string;
  password: string;
  appendOnly: boolean;
}) => ({
  bind: '127.0.0.1',
  'protected-mode': 'yes',
  requirepass: password,
  daemonize: 'no',
  dir: `"${dir}"`,
  // BullMQ's keys are no cache: evicting one would lose work.
  'maxmemory-policy': 'noeviction',
  appendonly: appendOnly ? 'yes' : 'no',
  appendfsync: 'everysec',
  // No snapshots: the append-only file holds everything, and a failed snapshot would stop all writes.
  save: '""',
});
