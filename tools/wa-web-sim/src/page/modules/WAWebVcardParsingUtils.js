define('WAWebVcardParsingUtils', () => ({ parseVcard: () => undefined }));
