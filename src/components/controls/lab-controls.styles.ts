/** Layout of the column of controls. On a phone, Train and the switch stay at the bottom edge. */
import { css } from 'lit';

export const controlStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .bar {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  p {
    margin: 0;
  }
  .preset {
    display: grid;
    gap: 4px;
  }
  .preset select {
    padding-inline: 4px;
    font-size: var(--text-small);
  }
  .out {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
  }
  lab-embed {
    grid-column: 1 / -1;
  }
  :host([compact]) .bar ~ :not(lab-score) {
    display: none;
  }
  :host([spot='train']) lab-transport,
  :host([spot='switch']) lab-switch {
    outline: 3px solid var(--accent);
    outline-offset: 3px;
  }
  @media (min-width: 480px) {
    :host([compact]) .bar {
      position: static;
      flex-direction: row;
      align-items: stretch;
      padding: 0;
      border: 0;
    }
    :host([compact]) .bar > * {
      flex: 0 1 360px;
    }
  }
  @media (min-width: 900px) {
    :host([compact]) .bar {
      flex: none;
      width: 580px;
    }
    :host([compact]) lab-score {
      flex: 1;
      min-width: 0;
    }
  }
  @media (max-width: 760px) {
    .bar {
      position: fixed;
      inset: auto 0 0;
      z-index: 2;
      padding: 8px 8px calc(8px + env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      background: var(--surface);
    }
  }
`;
