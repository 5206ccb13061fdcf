/** The sentence for a first visit: what Train will show with the current settings. */
import { formatCount } from '../charts/format.ts';
import { dataSetOf, isOwn } from '../shared/data-sets/find.ts';
import { findPreset } from '../shared/run/presets.ts';
import type { RunAddress } from '../shared/run/run-url.ts';
import { msg, str } from '../shared/util/texts.ts';

/** @param dataMissing the chosen data set has no images yet */
export function welcomeWords({ preset, params }: RunAddress, dataMissing = false): string {
  if (dataMissing) {
    return isOwn(params.data)
      ? msg(
          'Give the lab images of your own. Then it trains a network on them; you can shuffle their labels while it trains.',
        )
      : msg(
          'Give the lab the files of this data set. Then it trains a network on them; you can shuffle their labels while it trains.',
        );
  }
  const shows = findPreset(preset)?.shows;
  if (shows !== undefined) return msg(str`Press Train. ${shows}`);
  const images = `${formatCount(params.n)} ${dataSetOf(params.data).images}`;
  if (params.twin) {
    return msg(
      str`Press Train and watch the same network learn ${images} twice, once with their true labels and once with shuffled ones, which it can only learn by heart.`,
    );
  }
  return msg(
    str`Press Train and watch a network learn ${images}; shuffle their labels while it trains, and watch it learn them by heart instead.`,
  );
}
