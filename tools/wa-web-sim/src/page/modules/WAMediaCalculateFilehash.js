define('WAMediaCalculateFilehash', (require) => ({
  getRandomFilehash: () => require('sim/media').randomKey(),
}));
