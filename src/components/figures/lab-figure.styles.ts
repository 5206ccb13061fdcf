/** A figure's layout: title, a body of fixed height so that nothing jumps, legend. */
import { css } from 'lit';

export const figureStyles = css`
  :host {
    display: flex;
    min-width: 0;
    contain: layout;
    container-type: inline-size;
  }
  figure {
    --legend-height: calc(var(--legend-lines, 4) * 1.125rem + 4px);
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    margin: 0;
  }
  figcaption {
    display: flex;
    align-items: start;
    margin-bottom: 4px;
  }
  .name {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    min-width: 0;
  }
  .tools {
    display: flex;
    flex: none;
  }
  h2 {
    margin: 0;
    font-size: var(--text-body);
    font-weight: 600;
    line-height: 1.25;
  }
  .unit {
    margin: 0;
    font-size: var(--text-small);
    line-height: 1.25;
  }
  figcaption button.quiet {
    flex: none;
    min-height: 24px;
    padding: 0 4px;
    border-color: transparent;
  }
  .resize svg {
    display: block;
    width: 14px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
  }
  :host([small]) lab-chart {
    cursor: zoom-in;
  }
  figcaption button.quiet:hover {
    border-color: var(--line-strong);
  }
  .told {
    position: absolute;
    inset: 28px 8px auto auto;
    z-index: 2;
    margin: 0;
    padding: 4px 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .body {
    position: relative;
    flex: 1 0 var(--chart-height, 140px);
  }
  lab-chart {
    position: absolute;
    inset: 0;
  }
  .covered {
    flex-basis: calc(var(--chart-height, 140px) + var(--legend-height));
  }
  .scroll {
    position: absolute;
    inset: 0;
    background: var(--surface);
    overflow: auto;
    border-block: 1px solid var(--line);
    font-size: var(--text-small);
  }
  .empty {
    position: absolute;
    /* Beside the axis’ numbers. */
    inset: 50% auto auto 4em;
    width: max-content;
    max-width: min(26em, 100% - 5em);
    margin: 0;
    padding: 0 6px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 0.75rem;
    transform: translateY(-60%);
    pointer-events: none;
  }
  lab-legend {
    flex: none;
    height: var(--legend-height);
    margin-left: 8px;
  }
  /* In the legend's place until there are values. */
  .example-key {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-content: start;
    gap: 0 12px;
    min-height: var(--legend-height);
    margin-left: 8px;
    font-size: 0.75rem;
    line-height: 1.125rem;
  }
  .example-key.column {
    flex-direction: column;
    flex-wrap: nowrap;
  }
  .example-key svg {
    width: 20px;
    height: 8px;
    margin-right: 4px;
  }
  .example-key .tag {
    padding: 0 4px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius);
    line-height: 1rem;
  }
  /* Charts are in a single column. */
  @media (max-width: 479px) {
    figure {
      --legend-height: calc(var(--own-lines, 4) * 1.125rem + 4px);
    }
    /* Each name is above its values. */
    :host([many]) figure {
      --legend-height: calc(var(--own-lines, 4) * 2.25rem + 4px);
    }
  }
  :host([plain]) .empty {
    font-size: var(--text-small);
  }
  /* There is no legend, and nothing below the plot. */
  .example {
    inset: 48px auto auto 50%;
    transform: none;
  }
  /* Where a title and its unit may not fit one line they never share it, so that neighbouring plots align. */
  @media (min-width: 480px) {
    @container (max-width: 28rem) {
      .name {
        flex-direction: column;
      }
    }
  }
  /* Too narrow for a two-column legend, and for a title beside buttons. */
  @container (max-width: 20rem) {
    figcaption {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto;
    }
    .tools {
      grid-area: 2 / 2 / auto / span 2;
    }
    .resize {
      grid-area: 1 / 3;
    }
    .tools,
    .unit {
      --text-small: 0.75rem;
      --opener-padding: 2px;
    }
    figcaption .tools button.quiet {
      padding: 0 2px;
    }
    .name {
      display: contents;
    }
    h2 {
      grid-area: 1 / 1 / auto / span 2;
      line-height: 24px;
    }
    .unit {
      grid-area: 2 / 1;
      align-self: center;
    }
    figure {
      --legend-height: calc(var(--legend-rows, 4) * 1.125rem + 4px);
    }
  }
  /* Too narrow for two names in a row. */
  @container (max-width: 15.5rem) {
    figure {
      --legend-height: calc(var(--legend-narrow, 4) * 1.125rem + 4px);
    }
  }
  @container (max-width: 14rem) {
    .unit {
      grid-area: 2 / 1 / auto / span 3;
    }
    .tools {
      grid-area: 3 / 1 / auto / span 3;
      justify-content: end;
    }
  }
`;
