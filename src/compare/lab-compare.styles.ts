import { css } from 'lit';

export const compareStyles = css`
  :host {
    padding: 16px;
    max-width: 1440px;
    margin: 0 auto;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 8px 24px;
  }
  h1 {
    margin: 0;
    font-size: var(--text-large);
  }
  h2 {
    font-size: var(--text-body);
    margin: 24px 0 8px;
  }
  .drop {
    margin: 16px 0;
    padding: 16px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface-sunk);
  }
  .drop p {
    margin: 0 0 8px;
  }
  .drop lab-drop-zone {
    --zone-padding: 0;
    --zone-border: 0;
  }
  .drop [role='status'] {
    margin: 8px 0 0;
  }
  .drop [role='status']:empty {
    margin: 0;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .introduction {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
    gap: 0 32px;
  }
  .introduction ul {
    margin: 0;
    padding-left: 20px;
  }
  .introduction li {
    margin-bottom: 4px;
  }
  .introduction code {
    overflow-wrap: anywhere;
  }
  .refused {
    color: var(--danger);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
  }
  .controls:has(h2) {
    margin: 24px 0 8px;
  }
  .controls h2 {
    margin: 0;
  }
  .controls label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .panels {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
    gap: 8px;
  }
  .panels.wide {
    grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr));
  }
  .curves {
    overflow-x: auto;
  }
  .curves svg {
    display: block;
    width: 100%;
    min-width: 480px;
    max-width: 960px;
    height: auto;
    border-radius: var(--radius);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .legend svg {
    vertical-align: middle;
  }
`;
