/** The compare page's wiring: the files that the command serves, when the address says so → <lab-compare>. */
import './lab-compare.ts';
import { servedFiles } from './read-folder.ts';

const page = document.createElement('lab-compare');
if (new URLSearchParams(location.search).get('served') === '1') page.files = servedFiles();
document.body.append(page);
