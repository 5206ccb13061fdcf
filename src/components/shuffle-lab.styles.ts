/** The page's layout: a column of controls beside charts and tabs; one column on a phone. */
import { css } from 'lit';

export const layout = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
  }
  header {
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 48px;
    padding: 4px 16px;
    border-bottom: 1px solid var(--line);
  }
  h1 {
    margin: 0;
    font-size: var(--text-large);
    white-space: nowrap;
  }
  lab-status {
    flex: 1;
    min-width: 0;
  }
  #reasons {
    inset: 48px 16px auto auto;
    width: min(400px, calc(100vw - 32px));
    margin: 0;
    padding: 8px 16px 8px 28px;
  }
  header button.quiet {
    min-height: 32px;
    padding: 0 10px;
  }
  .help {
    margin-left: auto;
    width: 32px;
    padding: 0;
  }
  main {
    flex: 1;
    display: grid;
    grid-template: auto auto 1fr / 272px minmax(0, 1fr);
    grid-template-areas: 'controls overview' 'controls charts' 'controls tabs';
  }
  lab-controls {
    grid-area: controls;
    padding: 16px;
    border-right: 1px solid var(--line);
  }
  lab-overview {
    grid-area: overview;
    padding: 8px 16px 0;
  }
  lab-charts {
    grid-area: charts;
    padding: 8px 16px;
  }
  .missing {
    grid-area: charts;
    align-self: center;
    justify-self: center;
    width: min(560px, 100%);
    min-height: 320px;
    padding: 32px 16px;
  }
  .missing h2 {
    margin: 0;
    font-size: var(--text-large);
  }
  lab-tabs {
    grid-area: tabs;
    min-width: 0;
    padding: 0 16px 16px;
  }
  .short {
    display: none;
  }
  /* Room for the status on one line. */
  @media (min-width: 761px) and (max-width: 1400px) {
    .short {
      display: inline;
    }
    .wide {
      display: none;
    }
  }
  @media (min-width: 761px) and (max-width: 900px) {
    header {
      gap: 8px;
    }
    lab-status {
      font-size: var(--text-small);
    }
  }
  @media (max-width: 760px) {
    :host {
      padding-bottom: 120px;
    }
    header {
      flex-wrap: wrap;
      gap: 4px 16px;
      padding: 8px 16px;
    }
    h1 {
      margin-right: auto;
    }
    .help {
      margin: 0;
    }
    lab-status {
      order: 1;
      flex: 1 1 60%;
    }
    .why {
      order: 2;
    }
    main {
      grid-template: none / minmax(0, 1fr);
      grid-template-areas: 'overview' 'charts' 'controls' 'tabs';
    }
    lab-controls {
      border-right: 0;
    }
  }
`;
