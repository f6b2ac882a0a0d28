export * from './commands.ts';
export * from './embed.ts';
export * from './environment.ts';
export * from './files.ts';
export * from './imports.ts';
export * from './markdown.ts';
export * from './matrix.ts';
export * from './root.ts';
export { errorsPage } from './errors-page.ts';
