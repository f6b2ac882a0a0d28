define('WAWebSyncGatingUtils', () => ({ isPlaceholderMessageResendEnabled: () => false }));
