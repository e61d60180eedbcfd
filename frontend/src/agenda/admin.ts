/** In the CMS, whose pages make their blocks in the browser. */

import { type Fitting, watchFitting } from "./fitting";

const fitting = document.currentScript?.dataset.fitting;
if (fitting) watchFitting(document.documentElement, JSON.parse(fitting) as Fitting);
