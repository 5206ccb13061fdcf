/** The lab's version, which files contain. A test compares it with package.json. */
export const RELEASE = '0.1.0';
