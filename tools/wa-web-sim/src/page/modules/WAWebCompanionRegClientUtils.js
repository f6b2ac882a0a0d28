define('WAWebCompanionRegClientUtils', () => ({ DEVICE_PLATFORM: '1' }));
