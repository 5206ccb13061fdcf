/** BibTeX entries of the lab and of a run. CITATION.cff has the same facts of the lab. */
import { variantsOf, type RunFile } from '../shared/run/run-file.ts';
import { replayQuery } from './replay.ts';

const LAB = { title: 'Shuffle Lab', author: 'The Shuffle Lab authors', year: '2026' } as const;

type Fields = Readonly<Record<string, string>>;

function entry(type: string, key: string, fields: Fields): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@${type}{${key},\n${lines.join(',\n')}\n}`;
}

/** Text with the characters that TeX reads as commands escaped. */
const escapeTex = (text: string): string =>
  text.replaceAll(/[\\{}$&#%_~^]/g, (character) =>
    '$&#%_{}'.includes(character) ? `\\${character}` : `\\char${character.charCodeAt(0)} `,
  );

/**
 * Entries of the lab and of the run with this title, and author if any; the run's has the query of the address that
 * trains it again.
 */
export function bibtex(file: RunFile, title: string, author = ''): string {
  const release = variantsOf(file)[0]?.environment.release ?? '';
  const version = release === '' ? {} : { version: escapeTex(release) };
  return [
    entry('software', 'shuffle-lab', { title: LAB.title, author: `{${LAB.author}}`, year: LAB.year, ...version }),
    entry('misc', 'shuffle-lab-run', {
      title: escapeTex(title),
      ...(author !== '' && { author: escapeTex(author) }),
      howpublished: `Run of ${LAB.title}, address \\url{?${replayQuery(file)}}`,
    }),
  ].join('\n\n');
}
