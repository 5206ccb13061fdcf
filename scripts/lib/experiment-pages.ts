/**
 * The experiments of docs/experiments, as the folder's README and the page experiments.html show them. Everything is read
 * from their Markdown pages; list.json has the order.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { marked, Renderer, type Tokens } from 'marked';

export const EXPERIMENTS_FOLDER = 'docs/experiments';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Experiment {
  /** File name without its extension. */
  readonly name: string;
  readonly title: string;
  /** Markdown. */
  readonly question: string;
  /** A few words: reproduced, in part, not reproduced. */
  readonly verdict: string;
  /** Relative to the folder of the pages. */
  readonly picture: { readonly file: string; readonly alt: string };
  /** Queries of the lab's address, each with its "?". */
  readonly links: readonly string[];
  readonly command: string;
  /** The whole page in Markdown, without its title. */
  readonly text: string;
}

function found(text: string, pattern: RegExp, name: string, what: string): string {
  const match = pattern.exec(text)?.[1]?.trim();
  if (match === undefined || match === '') throw new Error(`${EXPERIMENTS_FOLDER}/${name}.md has no ${what}`);
  return match;
}

/** Throws if a part of the page is missing. */
export function readExperiment(name: string, page: string): Experiment {
  const part = (pattern: RegExp, what: string): string => found(page, pattern, name, what);
  return {
    name,
    title: part(/^# (.+)$/m, 'title'),
    question: part(/^## Questions?\n([^]+?)\n## /m, 'section "Question"'),
    verdict: part(/^\*\*Verdict:\*\* (.+)$/m, 'line "**Verdict:** …"'),
    picture: {
      file: part(/!\[[^\]]+\]\(([^)]+)\)/, 'picture'),
      alt: part(/!\[([^\]]+)\]/, 'picture with a text'),
    },
    links: [...part(/^(.+ as (?:a link|links): .+)$/m, 'line "… as a link: …"').matchAll(/`(\?.+?)`/g)].map(
      ([, query = '']) => query,
    ),
    command: part(/```sh\n([^]+?)\n```/, 'command'),
    text: page.replace(/^# .+\n/, ''),
  };
}

/** All experiments, in the order of the list. */
export function experiments(): readonly Experiment[] {
  const read = (file: string): string => readFileSync(`${ROOT}${EXPERIMENTS_FOLDER}/${file}`, 'utf8');
  // The file belongs to the project, so it needs no check.
  const names = JSON.parse(read('list.json')) as readonly string[];
  return names.map((name) => readExperiment(name, read(`${name}.md`)));
}

const MARK = '<!-- experiments: npm run docs -->';

/** The folder's README with its table filled in. Throws if its two marks are missing. */
export function withExperiments(readme: string, all: readonly Experiment[]): string {
  const rows = all.map(({ name, title, verdict }) => `| [${title}](${name}.md) | ${verdict} |`);
  const table = ['| experiment | verdict |', '| --- | --- |', ...rows].join('\n');
  const parts = readme.split(MARK);
  if (parts.length !== 3) throw new Error(`${EXPERIMENTS_FOLDER}/README.md has not two lines "${MARK}"`);
  return [parts[0], `\n\n${table}\n\n`, parts[2]].join(MARK);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Markdown of a page as HTML: headings one level down, pictures by their place in the project, links that the built page has. */
function rendered(markdown: string): string {
  const renderer = new Renderer();
  renderer.heading = function ({ tokens, depth }: Tokens.Heading) {
    return `<h${depth + 1}>${this.parser.parseInline(tokens)}</h${depth + 1}>\n`;
  };
  renderer.code = ({ text }: Tokens.Code) => listing(text);
  renderer.image = ({ href, text }: Tokens.Image) => picture(href, text);
  renderer.link = function ({ href, tokens }: Tokens.Link) {
    const text = this.parser.parseInline(tokens);
    if (href.startsWith('https:')) return `<a href="${escaped(href)}">${text}</a>`;
    const page = /^([\w-]+)\.md$/.exec(href)?.[1];
    // Other files are not part of the built page.
    return page === undefined ? text : `<a href="#${page}">${text}</a>`;
  };
  return marked
    .parse(markdown, { async: false, renderer })
    .replaceAll('<table>', '<div class="scroll" tabindex="0" role="region" aria-label="Table, scrollable"><table>')
    .replaceAll('</table>', '</table></div>');
}

/** Focusable, so that the keyboard can scroll it. */
const listing = (text: string): string => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`;

const picture = (file: string, alt: string): string =>
  `<img src="./${EXPERIMENTS_FOLDER}/${escaped(file)}" alt="${escaped(alt)}" loading="lazy" />`;

function card({ name, title, question, verdict, picture: { file, alt }, links, command, text }: Experiment): string {
  const runs = links.map((query, i) => {
    const which = links.length > 1 ? ` ${i + 1}` : '';
    return `<li><a href="./${escaped(query)}">Set up the run${which} in the lab<span class="for-ears">: ${escaped(title)}</span></a></li>`;
  });
  return `<article id="${name}" aria-labelledby="${name}-title">
<h2 id="${name}-title">${escaped(title)}</h2>
<p class="verdict">${escaped(verdict)}</p>
${picture(file, alt)}
${rendered(question)}
<ul>${runs.join('')}</ul>
${listing(command)}
<details><summary>Method, table and limits<span class="for-ears">: ${escaped(title)}</span></summary>
${rendered(text)}
</details>
</article>`;
}

/** A card for each experiment. */
export const experimentCards = (all: readonly Experiment[]): string => all.map(card).join('\n');
