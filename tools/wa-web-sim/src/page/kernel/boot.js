(() => {
  const { Socket } = require('WAWebSocketModel');
  const output = document.getElementById('state');
  Socket.on('change:state', (_socket, state) => {
    output.textContent = state;
  });
  function boot() {
    require('sim/session')
      .start()
      .catch((error) => console.error(error));
    // The library starts to work with the page when it sees this.
    window.Debug = { VERSION: WA_WEB_SIM_VERSION };
  }

  const { bootMs, reloadAfterMs } = WA_WEB_SIM_CONFIG;
  if (bootMs > 0) setTimeout(boot, bootMs);
  else boot();
  if (reloadAfterMs !== undefined) setTimeout(() => location.reload(), bootMs + reloadAfterMs);
})();
