import { startWaWebSim, type WaWebSim } from '../src/index.ts';
import { type Driver, makeProfile, startDriver } from './browser.ts';
import { type Control, controlOf } from './control-client.ts';

export const FRIEND = '4917011111111';
export const CHAT = `${FRIEND}@c.us`;
export const GROUP = '120363000000000001@g.us';
export const SEND = { sendSeen: false };

/** One simulator and one paired browser, for all tests of a file. */
export interface Session {
  sim: WaWebSim;
  control: Control;
  phone: string;
  driver: Driver;
  client: Driver['client'];
  /** Another browser start on the same profile; the one before is ended. */
  restart(): Promise<void>;
  /** Starts the browser again that a test has ended, without waiting for it. */
  start(): Driver;
  end(): Promise<void>;
}

let phones = 0;

export async function pairedSession(
  options: Record<string, unknown> = {},
  { business = false } = {},
): Promise<Session> {
  const sim = await startWaWebSim();
  const control = controlOf(sim);
  const profile = await makeProfile();
  const phone = `49152000000${10 + phones++}`;
  const driver = startDriver(sim, profile.path, options);
  const ready = driver.next('ready');
  const [qr] = await driver.next('qr');
  await control.call('POST', '/sim/scan', { qr, phoneNumber: phone, business });
  await ready;

  const session: Session = {
    ...{ sim, control, phone, driver, client: driver.client },
    start() {
      session.driver = startDriver(sim, profile.path, options);
      session.client = session.driver.client;
      return session.driver;
    },
    async restart() {
      await session.client.destroy();
      await session.start().next('ready');
    },
    async end() {
      await session.driver.kill();
      await sim.stop();
      await profile.remove();
    },
  };
  return session;
}
