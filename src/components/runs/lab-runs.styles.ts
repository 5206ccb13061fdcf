/** Layout of the saved runs: a table if it fits, else a card per run. */
import { css, type CSSResult } from 'lit';

const cards = (table: CSSResult): CSSResult => css`
  ${table}, ${table} tbody {
    display: block;
  }
  ${table} thead {
    display: block;
  }
  /* Only sortable headings are visible. */
  ${table} thead th:not(.sortable) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  ${table} tr {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    padding: 8px 0;
    border-bottom: 1px solid var(--line);
  }
  ${table} :is(td, th) {
    display: flex;
    gap: 4px;
    padding: 0;
    border: 0;
    white-space: normal;
  }
  /* Screen readers use the column's own heading. */
  ${table} td[data-label]::before {
    content: attr(data-label) / '';
    color: var(--text-soft);
  }
  ${table} .long {
    max-width: none;
  }
  /* Beside the checkbox; it fills the rest of the line. */
  ${table} tbody th {
    flex: 1 0 calc(100% - 224px);
    min-width: 0;
    font-weight: 600;
  }
  ${table} td.whole {
    flex: 1 1 100%;
  }
  ${table} .acts {
    max-width: none;
  }
`;

export const runsStyles = css`
  :host {
    container-type: inline-size;
  }
  .scroll {
    overflow-x: auto;
  }
  p {
    margin: 0 0 8px;
  }
  lab-drop-zone {
    margin: 12px 0 8px;
  }
  td,
  th {
    vertical-align: middle;
  }
  .long {
    max-width: 24ch;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .tools,
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-bottom: 8px;
  }
  .foot {
    column-gap: 24px;
  }
  .tools input {
    width: 224px;
    max-width: 100%;
  }
  .mark svg {
    width: 32px;
    height: 8px;
    margin-left: 4px;
  }
  .mark,
  .acts,
  .head {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .acts {
    gap: 2px;
  }
  .head {
    gap: 2px;
  }
  thead th.number {
    white-space: normal;
  }
  .number .head {
    justify-content: end;
  }
  .sortable {
    cursor: pointer;
  }
  .sort {
    min-height: 24px;
    min-width: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--text-soft);
    font-size: 0.75rem;
  }
  [aria-sort='ascending'] .sort,
  [aria-sort='descending'] .sort {
    color: var(--accent);
  }
  .act {
    display: grid;
    place-items: center;
    flex: none;
    width: 28px;
    min-height: 28px;
    padding: 0;
    color: var(--text-soft);
  }
  .act:hover {
    color: var(--text);
  }
  .icon {
    width: 16px;
    height: 16px;
  }
  .best {
    display: block;
    color: var(--accent);
    font-weight: 600;
  }
  .open {
    white-space: nowrap;
  }
  [role='alert'] {
    color: var(--danger);
  }
  /* The row's heading stays visible while its numbers scroll. */
  tbody th {
    min-width: 18ch;
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--surface);
  }
  @container (max-width: 800px) {
    ${cards(css`table`)}
  }
  @container (max-width: 480px) {
    table tbody th {
      flex-basis: 100%;
    }
  }
`;
