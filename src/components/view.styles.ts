/**
 * Styles of the Present view (for a lecture hall) and the Embed view (inside another page): the lab with few controls.
 */
import { css } from 'lit';

export const viewStyles = css`
  /* The charts fill the rest of the window. */
  :host([view='present']) main,
  :host([view='embed']) main {
    grid-template: auto auto 1fr / minmax(0, 1fr);
    grid-template-areas: 'controls' 'overview' 'charts';
  }
  :host([view='present']) main {
    grid-template-rows: auto auto auto 1fr;
    grid-template-areas: 'controls' 'overview' 'demo' 'charts';
  }
  lab-demo {
    grid-area: demo;
  }
  @media (min-width: 900px) {
    :host([view='present']) lab-controls {
      flex-direction: row;
      align-items: center;
      gap: 24px;
      --score-words: 1rem;
      --switch-type: 1rem;
      --score-size: 1.7rem;
    }
    :host([view='present']) lab-overview {
      padding: 4px 16px;
    }
    :host([view='present']) lab-charts {
      padding: 4px 16px 8px;
    }
  }
  :host([view='present']) lab-controls,
  :host([view='embed']) lab-controls {
    border-right: 0;
    border-bottom: 1px solid var(--line);
    padding: 8px 16px;
  }
  /* The button that leaves the view fills the title's line. */
  @media (max-width: 760px) {
    :host([view='present']) .help {
      order: 2;
      margin-left: auto;
    }
  }
  /* The bar of controls is fixed at the window's edge, so only the results remain in the flow. */
  @media (max-width: 479px) {
    :host([view='present']) lab-controls,
    :host([view='embed']) lab-controls {
      padding: 4px 16px 0;
      border: 0;
    }
  }
  :host([view='embed']) {
    --chart-height: 120px;
  }
  :host([view='embed']) header {
    min-height: 32px;
    padding: 2px 16px;
  }
  :host([view='embed']) h1 {
    font-size: var(--text-body);
  }
  /* Below the charts, so that these don't move. */
  :host([view='present']) lab-notices {
    order: 1;
  }
  :host([view='present'][data-spot='charts']) lab-charts,
  :host([data-spot='charts']) lab-charts {
    outline: 2px solid var(--accent);
    outline-offset: -4px;
  }
`;
