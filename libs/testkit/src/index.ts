export { startCollector, type CollectedSpan, type Collector } from './collector.ts';
export { emptyDatabase, testDatabase, type TestDatabase } from './databases/database.ts';
export { eventually, type EventuallyOptions } from './eventually.ts';
export { freePort, waitForPort } from './ports.ts';
export { startPrivatePostgres, startPrivateRedis, type PrivateStore } from './private-stores.ts';
export { testRedis, type TestRedis } from './redis.ts';
export { startTestStores, type TestStores } from './stores/start.ts';
export { testStores } from './stores/stores.ts';
