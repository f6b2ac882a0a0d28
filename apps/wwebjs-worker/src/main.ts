import { runService } from '@watertight/service';
import { service } from './service.ts';

await runService(service);
