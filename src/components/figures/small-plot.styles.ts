import { css } from 'lit';

/** A plot of a panel with its values as a table, folded away. */
export const smallPlot = css`
  figure {
    margin: 0;
  }
  figcaption {
    font-weight: 600;
  }
  summary {
    cursor: pointer;
    font-size: var(--text-small);
    color: var(--text-soft);
    min-height: 24px;
  }
  .scroll {
    max-height: 240px;
    overflow: auto;
  }
`;
