/** Parses the keys and values of an address's query, and repairs links that chat and mail programs changed. */

/** Tracking keys that advertisers, mail programs and social networks append to links. */
const TRACKING =
  /^(utm_\w+|fbclid|gclid|gclsrc|gad_\w+|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid?|mc_[ce]id|mkt_tok|oly_\w+_id|_hs\w+|vero_id|_g[al]|_openstat|ref|ref_\w+|referrer|s_cid|si|share_id)$/i;

/** `&` escaped for HTML, once or several times. */
const ESCAPED_AND = /&(?:(?:amp|#38|#x26);)+/gi;
/** Line breaks and zero-width characters. */
const INVISIBLE = /[\r\n\u200B-\u200D\u2060\uFEFF\u00AD]+/g;
/** No value of an address has a space around these. */
const SPACED_MARK = /\s*([,:=])\s*/g;
const CLOSING = '.,;:!?>\'"»”’*`';
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

const mend = (text: string): string => text.replaceAll(INVISIBLE, '').trim().replaceAll(SPACED_MARK, '$1');

/**
 * Strips punctuation of the sentence that a program took as part of the link. A closed bracket stays. A text of
 * punctuation only also stays, because it is an invalid value and not the end of a sentence.
 */
function withoutPunctuation(text: string): string {
  const open = new Map<string, number>();
  for (const sign of text) {
    if (sign in BRACKETS) open.set(sign, (open.get(sign) ?? 0) - 1);
    for (const [close, opening] of Object.entries(BRACKETS))
      if (sign === opening) open.set(close, (open.get(close) ?? 0) + 1);
  }
  let end = text.length;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    const unopened = open.get(last) ?? 0;
    if (unopened < 0) open.set(last, unopened + 1);
    else if (!CLOSING.includes(last)) break;
  }
  return end === 0 ? text : text.slice(0, end);
}

/** Replaces HTML's `&amp;` in an address by `&`. */
export const unescapeAnd = (address: string): string => address.replaceAll(ESCAPED_AND, '&');

/** The keys and values of a query in order, repaired, without tracking keys. */
export function readQuery(query: string): [key: string, text: string][] {
  const pairs = [...new URLSearchParams(unescapeAnd(query.trim()))];
  return pairs.flatMap(([rawKey, rawText], k): [string, string][] => {
    const key = mend(rawKey).replace(/^(amp;)+/i, '');
    const text = mend(rawText);
    if (TRACKING.test(key) || (key === '' && text === '')) return [];
    const last = k === pairs.length - 1;
    // A bare key at the end has no "=", so the punctuation is part of the key.
    if (!last) return [[key, text]];
    return text === '' ? [[withoutPunctuation(key), text]] : [[key, withoutPunctuation(text)]];
  });
}

/** The query (with its "?") without tracking keys; the same text if it has none. */
export function withoutTracking(search: string): string {
  const parts = search.replace(/^\?/, '').split('&');
  const kept = parts.filter((part) => !TRACKING.test(part.split('=', 1)[0] ?? ''));
  if (kept.length === parts.length) return search;
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
