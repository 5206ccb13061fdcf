/** Styles of the Layers panel: selections, small multiples (at most three per row), headings of heat maps. */
import { css } from 'lit';

export const layersStyles = css`
  p {
    margin: 0 0 8px;
  }
  h3 {
    margin: 8px 0 4px;
    font-size: inherit;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 16px;
    margin-bottom: 8px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    min-width: 0;
    margin: 0;
    padding: 0 8px 4px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  legend {
    padding: 0 4px;
    color: var(--text-soft);
    font-size: var(--text-small);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, max(216px, (100% - 32px) / 3)), 1fr));
    gap: 8px 16px;
    margin-bottom: 8px;
  }
  .figures:has([many]) {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, max(360px, (100% - 16px) / 2)), 1fr));
  }
`;
