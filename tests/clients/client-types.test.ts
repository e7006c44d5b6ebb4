import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { clientTypes } from "../../tools/measure/client-types";
import { project } from "../../tools/measure/sample/captured-program";

test("the client's types are those of the published description (npm run write-docs)", async () => {
  assert.fixture(readFileSync(join(project, "clients/typescript/src/description.ts"), "utf8"), await clientTypes());
});

test.run();
