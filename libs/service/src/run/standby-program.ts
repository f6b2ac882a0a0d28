import { runService } from './run.ts';

/** For a test: stands by, and then says that it works until it is ended. */
await runService({
  name: 'standby',
  async main({ turn, log }) {
    await turn();
    log.info({}, 'at-work');
    setInterval(() => undefined, 1000);
  },
});
