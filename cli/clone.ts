/** The command in a clone: it builds the page where that is missing or old. */
import { command } from './command.ts';
import { openSite } from './site.ts';

export const run = (args: readonly string[], early?: NodeJS.Signals): Promise<number> =>
  command(args, { program: 'npm run lab --', openSite }, early);
