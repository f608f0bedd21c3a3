import { library } from "./library/index.ts";
import { registerTypes } from "./types/registry.ts";

/** Importing this makes the library's types known: once, because a type that is defined again is another type. */
registerTypes(library);
