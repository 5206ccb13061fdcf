import { css } from 'lit';

export const editorStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 12px;
    margin-bottom: 8px;
  }
  .bar label {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .bar .text {
    flex: 1 1 320px;
  }
  .text input {
    flex: 1;
  }
  .scroll {
    max-width: 100%;
    max-height: 480px;
    overflow: auto;
  }
  .total,
  p {
    margin: 0 0 8px;
  }
  .inner {
    padding-left: 24px;
  }
  .edit {
    white-space: normal;
  }
  .edit label {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    margin-right: 8px;
    color: var(--text-soft);
    font-size: var(--text-small);
  }
  .edit input {
    width: 64px;
    min-height: 28px;
    color: var(--text);
  }
  .edit .wide input {
    width: 280px;
  }
  .moves {
    display: inline-flex;
    gap: 4px;
    vertical-align: middle;
  }
  .problem {
    color: var(--danger);
  }
  .edit .problem {
    margin: 4px 0 0;
    max-width: 60ch;
  }
  tr.impossible th {
    color: var(--danger);
    text-decoration: underline wavy;
  }
`;
