define('WAWap', () => ({
  /** A stanza: its tag, its attributes and what stands in it. */
  wap: (tag, attrs = {}, content = null) => ({ tag, attrs, content }),
  generateId: () => `${Date.now()}.${Math.floor(Math.random() * 65_536)}-1`,
}));
