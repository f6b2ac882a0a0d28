define('WAWebVcardGetNameFromParsed', () => ({
  vcardGetNameFromParsed: ({ fn, n }) =>
    fn?.[0]?.value ?? n?.[0]?.value.split(';').filter(Boolean).join(' ') ?? '',
}));
