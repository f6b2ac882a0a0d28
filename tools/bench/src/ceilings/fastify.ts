import fastify from 'fastify';

/**
 * A server that does nothing but what each of ours does too: it reads a JSON body and answers with an object of the
 * size of a message, by a compiled serializer. The argument is its port.
 */
const properties = Object.fromEntries(
  Array.from({ length: 25 }, (_, n) => [`field${n}`, { type: 'string' }]),
);
const answer = Object.fromEntries(Object.keys(properties).map((name) => [name, 'a value of it']));

const [port] = process.argv.slice(2);
const app = fastify();
app.get('/health', () => ({ status: 'ok' }));
app.post(
  '/api/v2/messages/:type/:companyId/:chatId',
  { schema: { response: { 202: { type: 'object', properties } } } },
  (_request, reply) => reply.code(202).send(answer),
);
process.once('SIGTERM', () => void app.close());
await app.listen({ host: '127.0.0.1', port: Number(port) });
