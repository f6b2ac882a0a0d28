import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { listMedia } from './list.ts';
import { readMediaRoute } from './read.ts';
import { removeMedia } from './remove.ts';
import { uploadMedia } from './upload.ts';

export async function mediaRoutes(app: App, deps: ApiDeps): Promise<void> {
  await uploadMedia(app, deps);
  listMedia(app, deps);
  readMediaRoute(app, deps);
  removeMedia(app, deps);
}
