/** A figure's layout: title, a body of fixed height so that nothing jumps, legend. */
import { css } from 'lit';

export const figureStyles = css`
  :host {
    min-width: 0;
    contain: layout;
  }
  figure {
    margin: 0;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px;
    min-height: 24px;
    margin-bottom: 4px;
  }
  h2 {
    margin: 0;
    font-size: 0.8125rem;
    font-weight: 600;
    white-space: nowrap;
  }
  figcaption span {
    margin-left: 2px;
    flex: 1 1 0;
    min-width: 0;
    font-size: 0.6875rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  figcaption button.quiet {
    flex: none;
    min-height: 24px;
    padding: 0 3px;
    font-size: 0.6875rem;
  }
  button.title {
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    font-weight: 600;
    text-decoration: underline dotted var(--line-strong);
    text-underline-offset: 3px;
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
  #about {
    width: min(560px, calc(100vw - 32px));
    max-height: calc(100vh - 64px);
    padding: 16px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    white-space: normal;
  }
  #about > * + * {
    margin-top: 16px;
  }
  .body {
    position: relative;
    height: var(--chart-height, 140px);
  }
  lab-chart {
    height: 100%;
  }
  .covered {
    height: calc(var(--chart-height, 140px) + 68px);
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
    inset: 16px 24px auto 48px;
    margin: 0;
    padding: 2px 4px;
    background: var(--surface);
    font-size: var(--text-small);
    pointer-events: none;
  }
  lab-legend {
    height: 68px;
    margin-left: 8px;
  }
`;
