import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from './root.ts';

export const BOUNDARIES = '@nx/enforce-module-boundaries';

/** Says what the workspace's own lint configuration finds wrong with the imports of a file. */
export type ImportLinter = (file: string, imports: string[]) => Promise<string[]>;

/**
 * Lints probe texts as if they stood at a path, with the boundaries of eslint.config.mjs and nothing else that could
 * object. Rules that need types are off: they would want the file on disk.
 */
export function importLinter(): ImportLinter {
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfig: [
      tseslint.configs.disableTypeChecked,
      { languageOptions: { parserOptions: { projectService: false } } },
    ],
    ruleFilter: ({ ruleId }) => ruleId === BOUNDARIES,
  });
  return async (file, imports) => {
    const text = imports.map((name, index) => `import * as probe${index} from '${name}';\n`).join('');
    const [result] = await eslint.lintText(text, { filePath: join(ROOT, file), warnIgnored: true });
    if (!result) throw new Error(`${file} was not linted`);
    return result.messages.map(({ ruleId, message }) => `${ruleId ?? 'no rule'}: ${message}`);
  };
}
