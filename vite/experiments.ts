/** Vite plugin: fills experiments.html with the experiments of docs/experiments, as the folder's README lists them. */
import type { Plugin } from 'vite';
import { EXPERIMENTS_FOLDER, experimentCards, experiments } from '../scripts/lib/experiment-pages.ts';

const PLACE = '<!-- experiments -->';

export function experimentsPage(): Plugin {
  return {
    name: 'experiments-page',
    // Runs before Vite turns the cards' pictures into assets.
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => (html.includes(PLACE) ? html.replace(PLACE, () => experimentCards(experiments())) : html),
    },
    configureServer: ({ watcher }) => void watcher.add(EXPERIMENTS_FOLDER),
  };
}
