define('WAPhoneFindCC', () => {
  const TWO = /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

  /** Country calling codes have one digit for the zones 1 and 7, two for the large countries, otherwise three. */
  return { findCC: (number) => number.slice(0, /^[17]/.test(number) ? 1 : TWO.test(number) ? 2 : 3) };
});
