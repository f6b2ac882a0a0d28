import { askRedis } from './resp.ts';

const PID = /^process_id:(\d+)\r?$/m;

/** Whether a server at the port accepts the password and has loaded its data. Never rejects. */
export async function answersPing(port: number, password: string): Promise<boolean> {
  return (await ask(port, password, 'PING')).includes('+PONG');
}

/** The pid that the server at the port says it has; null when it is none of ours. */
export async function pidOf(port: number, password: string): Promise<number | null> {
  const found = PID.exec(await ask(port, password, 'INFO server'));
  return found ? Number(found[1]) : null;
}

/** Nothing when there is no server, or when it does not know the password: then it is somebody else's. */
async function ask(port: number, password: string, command: string): Promise<string> {
  try {
    const reply = await askRedis(port, [`AUTH ${password}`, command]);
    return reply.startsWith('+OK') ? reply : '';
  } catch (error) {
    if (error instanceof Error) return '';
    throw error;
  }
}
