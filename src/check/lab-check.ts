/** The page that checks a device: a button, progress, tables, and the report as JSON for a bug report. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { shared } from '../components/ui/styles.ts';
import { describeDevice } from './device.ts';
import { targetName, type DeviceReport, type KernelReport, type SpeedReport } from './report.ts';
import { checkKernels, measureSpeed, TARGETS, WORKS } from './run-check.ts';
import { LANGUAGE, msg, str } from '../shared/util/texts.ts';

const PERCENT = 100;
const MB = 1e6;
const NONE = '–';

/** Names in the address, such as `?suites=norms,state`; empty if there are none. */
const asked = (key: string): readonly string[] =>
  (new URLSearchParams(location.search).get(key) ?? '').split(',').filter((name) => name !== '');

@customElement('lab-check')
export class LabCheck extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        max-width: 960px;
        margin: 0 auto;
        padding: 16px;
      }
      h1 {
        margin: 0;
        font-size: var(--text-large);
      }
      h2 {
        margin: 24px 0 8px;
        font-size: var(--text-body);
      }
      label {
        display: grid;
        gap: 4px;
        margin: 16px 0;
      }
      progress,
      textarea {
        box-sizing: border-box;
        width: 100%;
        accent-color: var(--accent);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        padding: 4px 8px;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      .wrong {
        color: var(--danger);
      }
    `,
  ];

  @state() private report: DeviceReport | undefined;
  /** The current activity. */
  @state() private now: { readonly what: string; readonly fraction: number } | undefined;
  @state() private copied = '';

  protected override render(): unknown {
    const { report, now } = this;
    return html`
      <h1>${msg('Check this device')}</h1>
      <p>
        ${msg(
          html`Runs the tests of every kernel on each engine of this browser, and holds the results against plain loops.
            Then it measures steps per second. It takes some minutes, and nothing leaves this page.
            <a href="./">To the lab</a>`,
        )}
      </p>
      <button type="button" class="primary" ?disabled=${now !== undefined} @click=${() => void this.#check()}>
        ${msg('Check now')}
      </button>
      ${
        now
          ? html`<label>${now.what}<progress max="1" .value=${now.fraction}></progress></label>`
          : html`<p role="status" data-state=${report ? 'done' : 'idle'}>${report ? verdict(report) : ''}</p>`
      }
      ${report || now ? nothing : introduction()}
      ${report ? [kernelTable(report.kernels), wrongTable(report.kernels), speedTable(report.speed)] : nothing}
      ${report && !now ? this.#json(report) : nothing}
    `;
  }

  #json(report: DeviceReport): unknown {
    return html`
      <label
        >${msg('For a bug report')}<textarea readonly rows="8" .value=${JSON.stringify(report, null, 2)}></textarea>
      </label>
      <button type="button" @click=${() => void this.#copy(report)}>${msg('Copy as JSON')}</button>
      <span aria-live="polite">${this.copied}</span>
    `;
  }

  async #copy(report: DeviceReport): Promise<void> {
    this.copied = await navigator.clipboard.writeText(JSON.stringify(report, null, 2)).then(
      () => msg('Copied.'),
      () => msg('The browser refused; select the text and copy it.'),
    );
  }

  async #check(): Promise<void> {
    const [suites, backends, networks] = [asked('suites'), asked('backends'), asked('networks')];
    const among = (names: readonly string[], name: string): boolean => names.length === 0 || names.includes(name);
    const targets = TARGETS.filter(({ backend }) => among(backends, backend));
    const works = WORKS.filter(({ network }) => among(networks, network));
    this.now = { what: msg('Looking at the device'), fraction: 0 };
    let report = await describeDevice();
    this.report = report;
    const kernels: KernelReport[] = [];
    const present = new Set<KernelReport['backend']>();
    for (const [i, target] of targets.entries()) {
      const found = await checkKernels({ target, suites }, (sofar) => {
        this.now = {
          what: msg(str`Kernels on ${targetName(target)}: ${sofar.done} of ${sofar.tests} tests`),
          fraction: (i + sofar.done / Math.max(sofar.tests, 1)) / (targets.length + 1),
        };
      });
      kernels.push(found);
      if (found.adapter !== null) present.add(found.backend);
      this.report = report = { ...report, kernels: [...kernels] };
    }
    for (const backend of present) {
      for (const work of works) {
        this.now = {
          what: msg(str`Speed of ${work.network} on ${backend}`),
          fraction: targets.length / (targets.length + 1),
        };
        this.report = report = { ...report, speed: [...report.speed, await measureSpeed(backend, work)] };
      }
    }
    this.now = undefined;
  }
}

function verdict({ kernels }: DeviceReport): string {
  const wrong = kernels.reduce((sum, report) => sum + report.wrong.length, 0);
  const cut = kernels.filter(({ adapter, reason }) => adapter !== null && reason !== null).length;
  if (wrong > 0) return msg(str`${wrong} tests found a wrong result. Please report it with the JSON below.`);
  if (cut > 0) return msg('An engine did not finish its tests. Please report it with the JSON below.');
  return msg('Every kernel is right on every engine that this browser has.');
}

function table(title: string, heads: readonly string[], rows: readonly (readonly unknown[])[]): unknown {
  return html`<h2>${title}</h2>
    <div class="scroll">
      <table aria-label=${title}>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([first, ...rest]) =>
              html`<tr>
                <th scope="row">${first}</th>
                ${rest.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** What a check consists of, before there is one. */
function introduction(): unknown {
  const targets = TARGETS.map(targetName).join('; ');
  const networks = WORKS.map(({ network, batch }) => msg(str`${network} (batches of ${batch})`)).join(', ');
  return html`<h2>${msg('What is checked')}</h2>
    <ul>
      <li>
        ${msg(str`Kernels: every kernel, in many shapes, on each engine that this browser has of these: ${targets}.`)}
      </li>
      <li>${msg(str`Speed: training steps per second of ${networks}, and how long JavaScript blocks its thread.`)}</li>
      <li>${msg('The result: tables here, every wrong value named, and a text to copy into a bug report.')}</li>
    </ul>`;
}

function kernelTable(kernels: readonly KernelReport[]): unknown {
  const rows = kernels.map((report) => [
    targetName(report),
    report.adapter ?? msg(str`not here: ${report.reason ?? ''}`),
    report.adapter === null ? NONE : msg(str`${report.done - report.wrong.length} of ${report.tests}`),
    report.wrong.length > 0
      ? html`<span class="wrong">${msg(str`${report.wrong.length} wrong`)}</span>`
      : ((report.adapter && report.reason) ?? NONE),
  ]);
  return table(msg('Kernels'), [msg('Engine'), msg('Device'), msg('Tests right'), msg('Trouble')], rows);
}

function wrongTable(kernels: readonly KernelReport[]): unknown {
  const rows = kernels.flatMap((report) =>
    report.wrong.map(({ test, kernels: called, message }) => [
      targetName(report),
      called.join(', ') || NONE,
      test,
      message,
    ]),
  );
  return rows.length === 0
    ? nothing
    : table(msg('Wrong results'), [msg('Engine'), msg('Kernels'), msg('Test'), msg('Result')], rows);
}

function speedTable(speed: readonly SpeedReport[]): unknown {
  if (speed.length === 0) return nothing;
  const number = new Intl.NumberFormat(LANGUAGE, { maximumSignificantDigits: 3 });
  const shown = (value: number | null, unit = ''): string => (value === null ? NONE : number.format(value) + unit);
  const rows = speed.map(({ backend, network, batch, stepsPerSecond, scriptShare, bytes, reason }) => [
    msg(str`${network}, batch ${batch}`),
    backend,
    reason ?? shown(stepsPerSecond),
    shown(scriptShare === null ? null : scriptShare * PERCENT, '%'),
    shown(bytes === null ? null : bytes / MB, ' MB'),
  ]);
  return table(
    msg('Speed'),
    [msg('Network'), msg('Engine'), msg('Steps per second'), msg('JavaScript'), msg('Memory')],
    rows,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-check': LabCheck;
  }
}
