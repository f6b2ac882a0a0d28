import { openHome } from './home.ts';
import { live, type Life } from './life.ts';
import { keepStoresAlive, openStores } from './stores.ts';

/**
 * The embedded stores as a process of their own: for PM2, which is told by a message when they answer. They outlive a
 * crash of it, and its next life takes them over.
 */
async function main(life: Life): Promise<number> {
  const stores = await openStores(life, openHome(process.env), process.env);
  process.send?.('ready');
  await keepStoresAlive(stores, life);
  return 0;
}

await live(main);
