define('WAWebLinkPreviewChatAction', () => ({ getLinkPreview: async () => undefined }));
