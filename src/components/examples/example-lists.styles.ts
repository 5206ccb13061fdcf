/** Lists of small images with captions. */
import { css } from 'lit';

export const exampleLists = css`
  p {
    max-width: 100ch;
    margin: 0 0 8px;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(168px, 1fr));
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    gap: 8px;
    padding: 4px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    font-size: var(--text-small);
    line-height: 16px;
  }
  li.wrong {
    border: 1px dashed var(--shuffled);
  }
  b {
    font-weight: 600;
  }
  .wrong b {
    color: var(--shuffled);
  }
`;
