/** The course of one training example: at each evaluation, whether it was fitted, its loss and its margin. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import { quantityStyle } from '../../charts/palette.ts';
import type { ExampleCourse } from '../../shared/inspections/example-course.ts';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import { msg, plural, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import '../figures/lab-line-plot.ts';
import type { PlotLine } from '../figures/lab-line-plot.ts';
import { evaluationKey } from '../inspection/evaluation-key.ts';
import { Inspected } from '../inspection/inspected.ts';
import { loggedSince } from '../inspection/logged-since.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import '../ui/lab-table-text.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';

@customElement('lab-example-course')
export class LabExampleCourse extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      h4 {
        margin: 0;
      }
      p {
        margin: 0 0 8px;
      }
      .plots {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
        gap: 8px 24px;
        max-width: 1100px;
      }
      .fitted {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        margin: 0 0 8px;
        padding: 0;
        list-style: none;
      }
      .fitted li {
        width: 12px;
        height: 16px;
        border: 1px solid var(--line-strong);
      }
      .fitted .yes {
        background: var(--accent);
        forced-color-adjust: none;
      }
      .scroll {
        max-height: 240px;
        overflow: auto;
      }
      summary {
        min-height: 24px;
        color: var(--text-soft);
        font-size: var(--text-small);
        cursor: pointer;
      }
    `,
  ];

  /** Index in the training set, from 0. */
  @property({ type: Number }) index = 0;
  @shown(runContext) private store?: RunStore;
  readonly #course = new Inspected(this, 'exampleCourse');
  readonly #scheme = new ColorScheme(this);

  protected override willUpdate(): void {
    const key = this.store && evaluationKey(this.store);
    if (key === undefined) this.#course.clear();
    else this.#course.ask(`${key} ${this.index}`, { index: this.index });
  }

  protected override render(): unknown {
    const { store, index } = this;
    const { value, question, failure } = this.#course;
    if (!store?.data) return nothing;
    const title = msg(str`Image ${formatCount(index + 1)} at each evaluation`);
    if (!value || question?.index !== index)
      return html`<h4>${title}</h4>
        <p class="soft">${failure}</p>`;
    const names = variantNames(store.params, store.events);
    const { classNames } = store.data;
    return html`<h4>${title}</h4>
      <p class="soft">${loggedSince(value.variants[0]?.steps[0])}</p>
      ${value.variants.map((course, i) => this.#fitted(course, names[i]))}
      <div class="plots">
        ${this.#plot(value, names, { of: 'losses', name: msg('cross-entropy'), unit: msg('against the observed label, nats') })}
        ${this.#plot(value, names, { of: 'margins', name: msg('margin'), unit: msg('logit of the observed label − largest other') })}
      </div>
      <details>
        <summary>${msg('Show the evaluations as table')}</summary>
        <lab-table-text label=${title}></lab-table-text>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${title}, scrollable`)}>
          ${this.#table(value, names, { title, classNames })}
        </div>
      </details>`;
  }

  #fitted({ steps, observed, predicted }: ExampleCourse, variant: string | undefined): unknown {
    const fitted = Array.from(steps, (_, at) => observed[at] === predicted[at]);
    const count = fitted.filter(Boolean).length;
    const told = plural(steps.length, {
      one: msg(str`fitted at ${formatCount(count)} of 1 evaluation`),
      other: msg(str`fitted at ${formatCount(count)} of ${formatCount(steps.length)} evaluations`),
    });
    return html`<p>${variant === undefined ? told : `${variant}: ${told}`}</p>
      <ul class="fitted" aria-hidden="true">
        ${fitted.map((each, at) => html`<li class=${each ? 'yes' : ''} title=${msg(str`step ${formatCount(steps[at] ?? NaN)}`)}></li>`)}
      </ul>`;
  }

  #plot(
    { variants }: AnswerOf<'exampleCourse'>,
    names: readonly string[],
    { of, name, unit }: { readonly of: 'losses' | 'margins'; readonly name: string; readonly unit: string },
  ): unknown {
    const lines = variants.map((course, i): PlotLine => {
      const place = { variant: i, variants: variants.length, dark: this.#scheme.dark };
      return { name: names[i] ?? name, ys: course[of], style: quantityStyle('train', place) };
    });
    const told = lines.map((line) => `${line.name} ${formatNumber(line.ys[line.ys.length - 1] ?? NaN)}`);
    return html`<lab-line-plot
      label=${msg(str`Image ${formatCount(this.index + 1)}: ${name}`)}
      told=${told.join('; ')}
      xName=${msg('step')}
      yName=${unit}
      .xs=${variants[0]?.steps ?? []}
      .lines=${lines}
    ></lab-line-plot>`;
  }

  #table(
    { variants }: AnswerOf<'exampleCourse'>,
    names: readonly string[],
    { title, classNames }: { readonly title: string; readonly classNames: readonly string[] },
  ): unknown {
    const named = (label: number | undefined): string =>
      label === undefined ? '–' : (classNames[label] ?? String(label));
    return html`<table aria-label=${title}>
      <thead>
        <tr>
          ${names.length > 1 ? html`<th scope="col">${msg('variant')}</th>` : nothing}
          <th scope="col" class="number">${msg('step')}</th>
          <th scope="col">${msg('observed label')}</th>
          <th scope="col">${msg('predicted')}</th>
          <th scope="col">${msg('fitted')}</th>
          <th scope="col" class="number">${msg('cross-entropy')}</th>
          <th scope="col" class="number">${msg('margin')}</th>
        </tr>
      </thead>
      <tbody>
        ${variants.map(({ steps, observed, predicted, losses, margins }, i) =>
          Array.from(
            steps,
            (step, at) =>
              html`<tr>
                ${names.length > 1 ? html`<td>${names[i]}</td>` : nothing}
                <td class="number">${formatCount(step)}</td>
                <td>${named(observed[at])}</td>
                <td>${named(predicted[at])}</td>
                <td>${observed[at] === predicted[at] ? msg('yes') : msg('no')}</td>
                <td class="number">${formatNumber(losses[at] ?? NaN)}</td>
                <td class="number">${formatNumber(margins[at] ?? NaN)}</td>
              </tr>`,
          ),
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-example-course': LabExampleCourse;
  }
}
