// What script adds to pages that are complete without it.
import { copying } from "./copying";
import { dropping } from "./dropping";
import { folding } from "./folding";
import { keys } from "./keys";
import { progress } from "./progress";
import { sideBySide } from "./side";

keys();
sideBySide();
dropping();
folding();
copying();
progress();
