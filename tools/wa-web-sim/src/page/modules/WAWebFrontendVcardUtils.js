define('WAWebFrontendVcardUtils', () => ({
  vcardFromContactModel(contact) {
    const displayName = contact.formattedName;
    const digits = (contact.phoneNumber ?? contact.id).user;
    const lines = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `N:;${displayName};;;`,
      `FN:${displayName}`,
      `TEL;type=CELL;waid=${digits}:+${digits}`,
      'END:VCARD',
    ];
    return { displayName, vcard: lines.join('\n') };
  },
}));
