export { route, routeAction, type RoutablePhone, type Routed } from './route.ts';
export { createCache, type Cache } from './cache.ts';
