define('WAWebPhoneUtils', () => ({ formattedPhoneNumber: (jid) => `+${jid.split('@')[0]}` }));
