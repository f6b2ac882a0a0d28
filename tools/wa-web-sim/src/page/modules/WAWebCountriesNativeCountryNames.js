define('WAWebCountriesNativeCountryNames', () => ({
  countryCodesIso: { US: 'United States', DE: 'Deutschland' },
}));
