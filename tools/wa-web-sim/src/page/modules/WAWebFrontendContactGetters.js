define('WAWebFrontendContactGetters', () => ({ getIsMyContact: () => false }));
