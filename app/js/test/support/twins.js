// Rules that stand in Rust too are proven against the cases of `dossier/tests/twins`.

import { readFileSync } from "node:fs";

/** The cases of one rule. */
export const casesOf = (rule) =>
  JSON.parse(
    readFileSync(new URL(`../../../../dossier/tests/twins/${rule}.json`, import.meta.url), "utf8"),
  );
