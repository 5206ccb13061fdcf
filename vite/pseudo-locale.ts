/**
 * Vite plugin for a test: the module `virtual:pseudo-locale` is a locale that has every message of the sources, in
 * brackets. A text outside `msg` shows none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import ts from 'typescript';
import type { Plugin } from 'vite';

const NAME = 'virtual:pseudo-locale';
const RESOLVED = `\0${NAME}`;

export function pseudoLocale(root: string): Plugin {
  return {
    name: 'pseudo-locale',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? localeModule(join(root, 'src')) : undefined),
  };
}

/** The source of a locale module, as `lit-localize build` writes it. */
function localeModule(folder: string): string {
  const messages = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const source = readFileSync(join(folder, name), 'utf8');
    if (source.includes('msg(')) collect(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true), messages);
  }
  const entries = [...messages].map(([id, text]) => `${JSON.stringify(id)}: ${text},`);
  return `import { html } from 'lit';
import { str } from '@lit/localize/internal/str-tag.js';
export const templates = {\n${entries.join('\n')}\n};`;
}

function collect(node: ts.Node, messages: Map<string, string>): void {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'msg') {
    const [argument] = node.arguments;
    if (argument) messages.set(...messageOf(argument));
  }
  ts.forEachChild(node, (child) => collect(child, messages));
}

function messageOf(argument: ts.Expression): [id: string, text: string] {
  const tagged = ts.isTaggedTemplateExpression(argument);
  const html = tagged && ts.isIdentifier(argument.tag) && argument.tag.text === 'html';
  const strings = stringsOf(tagged ? argument.template : argument);
  const bracketed = strings.map((string, i) => {
    const escaped = string.replaceAll(/[\\`]|\$\{/g, (sign) => `\\${sign}`);
    return `${i === 0 ? '⟦' : `\${${i - 1}}`}${escaped}`;
  });
  const text = `\`${bracketed.join('')}⟧\``;
  const tag = html ? 'html' : strings.length > 1 ? 'str' : '';
  return [generateMsgId(strings, html), `${tag}${text}`];
}

function stringsOf(template: ts.Expression): string[] {
  if (ts.isStringLiteralLike(template)) return [template.text];
  if (ts.isTemplateExpression(template)) {
    return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
  }
  throw new Error(`msg of another expression: ${template.getText()}`);
}
