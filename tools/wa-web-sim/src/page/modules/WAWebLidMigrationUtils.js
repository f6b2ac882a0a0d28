define('WAWebLidMigrationUtils', () => ({ toPn: (wid) => wid }));
