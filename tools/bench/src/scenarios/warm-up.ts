/** Code is compiled, caches are filled and connections open before anything is counted. */
export const WARM_UP_MS = 3000;
