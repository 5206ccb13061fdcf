/** The check page's wiring. */
import { guardScriptUrls } from '../shared/util/trusted-urls.ts';
import './lab-check.ts';

guardScriptUrls(document.baseURI);
document.body.append(document.createElement('lab-check'));
