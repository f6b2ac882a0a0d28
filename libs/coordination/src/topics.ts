/** What processes tell each other. All of it is a hint: whoever misses one finds the truth in Postgres. */
export interface Topics {
  /** A phone changed: its settings, desired state or command, or (`statusOnly`) how it is doing. */
  phones: { companyId: string; phoneId: string; statusOnly?: boolean };
  /** Messages of a company reached a status that others may wait for. */
  messages: { companyId: string; messageIds: string[] };
}

export type Topic = keyof Topics;
