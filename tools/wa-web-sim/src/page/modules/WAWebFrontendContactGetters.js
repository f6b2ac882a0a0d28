define('WAWebFrontendContactGetters', () => ({ getIsMyContact: ({ name }) => Boolean(name) }));
