/** Layout of the figure dialog: the preview beside the fields, or above them on a narrow screen. */
import { css } from 'lit';

export const figureDialogStyles = css`
  dialog {
    width: min(1100px, calc(100vw - 32px));
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 340px;
    gap: 24px;
  }
  .paper {
    display: grid;
    place-items: center;
    padding: 16px;
    border: 1px solid var(--line);
    background: #fff;
    color: #1f2328;
  }
  .paper.dark {
    background: #16191d;
    color: #e8eaed;
  }
  .paper svg {
    width: 100%;
    height: auto;
    max-height: 60vh;
  }
  .shown p {
    margin: 8px 0 0;
  }
  form {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 12px 8px;
    align-content: start;
    font-size: var(--text-small);
  }
  form > div {
    display: grid;
    grid-column: span 2;
    align-content: start;
    gap: 2px;
  }
  form > .wide,
  fieldset {
    grid-column: 1 / -1;
  }
  form > .half {
    grid-column: span 3;
  }
  input:not([type='checkbox']),
  select {
    width: 100%;
  }
  fieldset {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0 8px;
    max-height: 160px;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: auto;
  }
  legend {
    padding: 0;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
  }
  .check input {
    flex: none;
    width: 20px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 16px;
  }
  .buttons :last-child {
    margin-left: auto;
  }
  .failure {
    margin: 16px 0 0;
    color: var(--danger);
  }
  @media (max-width: 800px) {
    dialog {
      padding: 16px;
    }
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .paper {
      padding: 8px;
    }
    .paper svg {
      max-height: 30vh;
    }
    /* The preview stays in view while the fields scroll. */
    .shown {
      position: sticky;
      top: -16px;
      z-index: 1;
      padding-block: 8px;
      background: var(--surface);
    }
  }
`;
