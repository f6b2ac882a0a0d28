define('WAWebUserPrefsGeneral', () => {
  const kinds = ['Audio', 'Documents', 'Photos', 'Videos'];
  const settings = new Map(kinds.map((kind) => [kind, true]));
  return Object.fromEntries(
    kinds.flatMap((kind) => [
      [`getAutoDownload${kind}`, () => settings.get(kind)],
      [`setAutoDownload${kind}`, async (on) => void settings.set(kind, on)],
    ]),
  );
});
