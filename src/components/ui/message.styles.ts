/** A line of the message area: what is said, then what can be done about it. */
import { css } from 'lit';

export const messageLine = css`
  :host {
    display: contents;
  }
  section {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 12px;
    min-height: 28px;
    padding: var(--message-padding, 2px 16px);
    border-bottom: var(--message-border, 1px solid var(--line));
    font-size: var(--text-small);
  }
  section > p,
  section > .line {
    flex: 1 1 280px;
    min-width: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }
  button {
    min-height: 24px;
  }
`;
