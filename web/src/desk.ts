// What script adds to pages that are complete without it.
import { choosing } from "./choosing";
import { copying } from "./copying";
import { dropping } from "./dropping";
import { folding } from "./folding";
import { keys } from "./keys";
import { progress } from "./progress";
import { sideBySide } from "./side";
import { tracing } from "./tracing";
import { zooming } from "./zooming";

keys(choosing(), zooming());
tracing();
sideBySide();
dropping();
folding();
copying();
progress();
