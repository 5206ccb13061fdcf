/** Puts components on the page of a browser test, and finds where the keyboard's focus is. */
import { render, type LitElement, type TemplateResult } from 'lit';
import { expect } from 'vitest';
import type { Locator } from 'vitest/browser';

/** Renders into the page in place of what was there; resolves when the components have rendered. */
export async function show(template: TemplateResult): Promise<void> {
  render(template, document.body);
  await settled();
}

export function clear(): void {
  render(null, document.body);
}

/** Resolves when the components have rendered what they were told; those inside others may still have to. */
export async function settled(): Promise<void> {
  const components = [...document.body.querySelectorAll<LitElement>('*')].filter((each) => 'updateComplete' in each);
  await Promise.all(components.map((each) => each.updateComplete));
}

/** The only component with this tag. */
export function component<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag] {
  const found = document.querySelector(tag);
  if (!found) throw new Error(`no ${tag}`);
  return found;
}

/** The focus is in a shadow root, which the document does not tell. */
export const expectFocus = (at: Locator): Promise<void> => expect.poll(() => at.element().matches(':focus')).toBe(true);

/** The details of the element's events of this name, from now on. */
export function heard<Detail>(from: EventTarget, name: string): Detail[] {
  const details: Detail[] = [];
  from.addEventListener(name, (event) => details.push((event as CustomEvent<Detail>).detail));
  return details;
}
