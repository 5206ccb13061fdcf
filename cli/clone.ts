/** The command in a clone: builds the page if it is missing or out of date. */
import { command } from './command.ts';
import { openSite } from './site.ts';

export const run = (args: readonly string[], early?: NodeJS.Signals): Promise<number> =>
  command(args, { program: 'npm run lab --', openSite }, early);
