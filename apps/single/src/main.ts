import { runTogether } from '@watertight/service';
import { services } from './index.ts';

await runTogether('single', services);
