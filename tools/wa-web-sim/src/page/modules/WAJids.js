define('WAJids', () => ({ toNewsletterJid: (id) => String(id) }));
