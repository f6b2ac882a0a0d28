define('WAWebContactProfilePicThumbBridge', () => ({ requestProfilePicFromServer: async () => undefined }));
