/** The lab's own version, as files name their maker; a test holds it against package.json. */
export const RELEASE = '0.1.0';
