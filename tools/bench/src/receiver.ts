import { createServer } from 'node:http';

/** A customer's server: takes webhooks, answers each with 200, and says at `/count` how many came. The argument is its port. */
let posts = 0;
const server = createServer((request, response) => {
  if (request.method === 'GET') return void response.end(JSON.stringify({ posts }));
  request.resume().once('end', () => {
    posts++;
    response.end();
  });
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
server.listen(Number(process.argv[2]), '127.0.0.1');
