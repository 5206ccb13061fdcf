/** How kept runs are laid out: a table where it has room, else a card for each run. */
import { css, type CSSResult } from 'lit';

const cards = (table: CSSResult): CSSResult => css`
  ${table}, ${table} tbody {
    display: block;
  }
  ${table} thead {
    display: block;
  }
  /* Of the heads those are seen that explain what they name. */
  ${table} thead th:not(.number) {
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
  /* Who listens hears the column's own head. */
  ${table} td[data-label]::before {
    content: attr(data-label) / '';
    color: var(--text-soft);
  }
  ${table} .long {
    max-width: none;
  }
  /* Beside the mark, and nothing beside it. */
  ${table} tbody th {
    flex: 1 0 calc(100% - 184px);
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
  td,
  th {
    vertical-align: middle;
  }
  .long {
    max-width: 24ch;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  svg {
    width: 32px;
    height: 8px;
    margin-left: 4px;
  }
  .mark,
  .acts {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .acts {
    flex-wrap: wrap;
    max-width: 192px;
  }
  [role='alert'] {
    color: var(--danger);
  }
  @container (max-width: 800px) {
    ${cards(css`table`)}
  }
  @container (max-width: 1240px) {
    ${cards(css`table.many`)}
  }
`;
