export {
  canDivert,
  fallbackOf,
  route,
  routeAction,
  type Diverting,
  type RoutablePhone,
  type Routed,
} from './route.ts';
export { createCache, type Cache } from './cache.ts';
