define('WAWebMiscBrowserUtils', () => ({ info: () => ({ os: 'Linux', name: 'Chrome', version: '1' }) }));
