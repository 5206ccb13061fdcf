import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseAddress } from '../../src/shared/run/run-url.ts';
import {
  EXPERIMENTS_FOLDER,
  experimentCards,
  experiments,
  readExperiment,
  withExperiments,
} from './experiment-pages.ts';

const all = experiments();

it('lists every page, each with a question, a verdict, a picture, a command, links that the lab reads, and how it came about', () => {
  const pages = readdirSync(EXPERIMENTS_FOLDER).filter((file) => file.endsWith('.md') && file !== 'README.md');
  expect(all.map(({ name }) => `${name}.md`).sort()).toEqual(pages.sort());
  for (const { name, links, picture, text } of all) {
    expect(readFileSync(`${EXPERIMENTS_FOLDER}/${picture.file}`, 'utf8')).toMatch(/^<svg/);
    expect(links.length, name).toBeGreaterThan(0);
    // What was cut down, whose claim it is, seeds, limits, environment and digest.
    for (const part of [
      /Cut down: /,
      /arxiv\.org|original/,
      /seed/,
      /What this does not tell/,
      /release \d/,
      /wasm/,
      /SHA-256/,
    ])
      expect(text, `${name} ${String(part)}`).toMatch(part);
    for (const link of links) expect(parseAddress(link).issues, `${name} ${link}`).toEqual([]);
  }
});

it('the folder’s README has the table of the pages (npm run docs), and the project’s README links each', () => {
  const readme = readFileSync(`${EXPERIMENTS_FOLDER}/README.md`, 'utf8');
  const plain = (text: string): string => text.replaceAll(/ +|-{3,}/g, ' ');
  expect(plain(withExperiments(readme, all))).toBe(plain(readme));
  const index = readFileSync('README.md', 'utf8');
  for (const { name } of all) expect(index).toContain(`](${EXPERIMENTS_FOLDER}/${name}.md)`);
});

it('makes a card: markup in a page’s text stays text, links lead to what the built page has', () => {
  const page = `# A < b\n\nCut.\n\n\`\`\`sh\nnpm run lab -- '?n=1&lr=.1'\n\`\`\`\n\nOne of the runs as a link: \`?n=10&lr=0.1\`\n
## Question\n\nSee [other](other.md), [file](a.csv) and [paper](https://arxiv.org/abs/1).\n
## Result\n\n**Verdict:** <b>yes</b>\n\n![Lines "x"](a/b.svg)\n`;
  const html = experimentCards([readExperiment('one', page)]);
  expect(html).toContain('<article id="one" aria-labelledby="one-title">\n<h2 id="one-title">A &lt; b</h2>');
  expect(html).toContain('<p class="verdict">&lt;b&gt;yes&lt;/b&gt;</p>');
  expect(html).toContain('href="./?n=10&amp;lr=0.1"');
  expect(html).toContain('<a href="#other">other</a>, file and <a href="https://arxiv.org/abs/1">paper</a>');
  expect(html).toContain('<img src="./docs/experiments/a/b.svg" alt="Lines &quot;x&quot;"');
  expect(() => readExperiment('one', page.replace('**Verdict:**', 'Verdict:'))).toThrow(
    'one.md has no line "**Verdict',
  );
});
