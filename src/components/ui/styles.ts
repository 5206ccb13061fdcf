/** Shared styles: buttons, fields, focus, screen-reader text. */
import { css } from 'lit';

export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
    min-height: 32px;
  }
  button {
    padding: 0 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    cursor: pointer;
  }
  button:hover:not(:disabled, [aria-disabled='true'], [aria-pressed='true']) {
    background: var(--surface-sunk);
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled, [aria-disabled='true']) {
    background: color-mix(in srgb, var(--accent) 88%, var(--text));
  }
  button.quiet {
    min-height: 24px;
    min-width: 24px;
    padding: 0 6px;
    border-color: var(--line);
    background: transparent;
    color: var(--text-soft);
    font-size: var(--text-small);
  }
  button.quiet:hover:not(:disabled, [aria-disabled='true'], [aria-pressed='true']) {
    color: var(--text);
    border-color: var(--line-strong);
  }
  button.quiet[aria-pressed='true'] {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
  button:disabled,
  button[aria-disabled='true'],
  select:disabled,
  input:disabled {
    cursor: default;
    opacity: 0.55;
  }
  input,
  select {
    padding: 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    min-width: 0;
  }
  input[type='range'] {
    padding: 0;
    border: 0;
    background: transparent;
    accent-color: var(--accent);
    min-height: 24px;
    width: 100%;
    margin: 0;
  }
  input[type='file'] {
    min-height: 24px;
    max-width: 100%;
    padding: 0;
    border: 0;
    background: transparent;
  }
  input[type='checkbox'] {
    width: 24px;
    min-height: 24px;
    margin: 0;
    accent-color: var(--accent);
  }
  a {
    color: var(--accent);
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .soft {
    color: var(--text-soft);
  }
  .small {
    font-size: var(--text-small);
  }
  .number {
    font-variant-numeric: var(--text-number);
    text-align: right;
  }
  .for-ears {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    button.primary,
    button[aria-checked='true'],
    button[aria-pressed='true'] {
      forced-color-adjust: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;

/** Modal dialogs. Each sets its own width. */
export const dialogs = css`
  dialog {
    max-height: calc(100vh - 32px);
    padding: 24px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  dialog h2 {
    margin: 0 0 8px;
    font-size: var(--text-large);
  }
`;

/** Popovers over the page. */
export const popups = css`
  [popover] {
    width: min(560px, calc(100vw - 32px));
    max-height: calc(100vh - 64px);
    padding: 16px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    text-align: left;
    white-space: normal;
  }
`;

/** Tables of numbers. A shadow on the edge of a `.scroll` box shows that the table continues there. */
export const tables = css`
  .scroll {
    --edge: color-mix(in srgb, var(--text) 30%, transparent);
    background:
      linear-gradient(to right, var(--surface) 14px, transparent) left / 28px 100% no-repeat local,
      linear-gradient(to left, var(--surface) 14px, transparent) right / 28px 100% no-repeat local,
      linear-gradient(to right, var(--edge), transparent) left / 14px 100% no-repeat scroll,
      linear-gradient(to left, var(--edge), transparent) right / 14px 100% no-repeat scroll;
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: var(--text-number);
  }
  th,
  td {
    padding: 3px 12px 3px 0;
    text-align: left;
    font-weight: 400;
    white-space: nowrap;
    border-bottom: 1px solid var(--line);
  }
  thead th {
    color: var(--text-soft);
    background: var(--surface);
    position: sticky;
    top: 0;
  }
  th.number,
  td.number {
    text-align: right;
  }
  caption {
    text-align: left;
    color: var(--text-soft);
    padding-bottom: 4px;
  }
`;

/** Sections of a panel: headings, texts, choices, figures side by side (`--least`: their smallest width). */
export const sections = css`
  h3 {
    margin: 24px 0 4px;
  }
  h4 {
    margin: 12px 0 4px;
    font-size: inherit;
  }
  p {
    max-width: 100ch;
    margin: 0 0 8px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-bottom: 8px;
  }
  .side {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--least, 320px)), 1fr));
    gap: 16px 24px;
  }
`;
