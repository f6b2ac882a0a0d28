/** The two channels, and the phone of each that the load sends through. */
export const CHANNELS = ['wwebjs', 'meta'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PHONE_INDEX: Readonly<Record<Channel, number>> = { wwebjs: 0, meta: 1 };
export const channelOf = (phoneIndex: number): Channel =>
  phoneIndex === PHONE_INDEX.wwebjs ? 'wwebjs' : 'meta';
export const otherThan = (channel: Channel): Channel => (channel === 'meta' ? 'wwebjs' : 'meta');

/** The simulated number of the WhatsApp Web phone. */
export const WEB_NUMBER = '60120000001';
