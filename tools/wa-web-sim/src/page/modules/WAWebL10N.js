define('WAWebL10N', () => ({ getRegion: () => 'US' }));
