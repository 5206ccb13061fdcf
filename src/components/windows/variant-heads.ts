/** Heading rows of a table whose columns of numbers repeat for each variant of a paired run. */
import { html, nothing } from 'lit';

/**
 * @param variants names, empty or one for a single run
 * @param columns how many headings `repeated` gives
 * @param first headings of the columns that don't repeat, over `rows` rows
 * @param repeated headings of one variant's columns
 */
export function variantHeads(
  variants: readonly string[],
  columns: number,
  first: (rows: number) => unknown,
  repeated: () => unknown,
): unknown {
  const paired = variants.length > 1;
  return html`<tr>
      ${first(paired ? 2 : 1)}
      ${paired ? variants.map((name) => html`<th scope="colgroup" colspan=${columns}>${name}</th>`) : repeated()}
    </tr>
    ${
      paired
        ? html`<tr>
            ${variants.map(repeated)}
          </tr>`
        : nothing
    }`;
}
