import fp from 'fastify-plugin';
import { assertStorable } from '../http/storable.ts';
import { validatorCompiler } from '../http/validation.ts';

/** How bodies are read: JSON only, nothing coerced or dropped in silence, and nothing that could not be stored. */
export const inputPlugin = fp(async (app) => {
  app.setValidatorCompiler(validatorCompiler);

  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    // Many clients announce JSON with every POST, also with those that have no body.
    if (text === '') done(null, undefined);
    else void parseJson(request, text, done);
  });

  app.addHook('preValidation', async (request) => {
    assertStorable(request.params, 'path');
    assertStorable(request.query, 'query');
    assertStorable(request.body, 'body');
  });
});
