import { suite } from "uvu";
import * as assert from "uvu/assert";
import { secretSignature, signatureKey } from "../../../local/engine/property-signatures";
import { wireState } from "../../../local/engine/wire-state";

const test = suite("wireState");

const secret = (value: string) => ({ [signatureKey]: secretSignature, value });

test("a secret that is given and named as a secret output is marked once", () => {
  const wire = wireState(
    { password: "p", size: 1 },
    {
      wireInputs: { password: secret("p"), size: 1 },
      inputs: { password: "p", size: 1 },
      secretPaths: ["password"],
      additionalSecretOutputs: ["password"],
    },
  );
  assert.equal(wire, { password: secret("p"), size: 1 });
});

test("an output that the program names as secret is marked", () => {
  const wire = wireState(
    { value: "made here" },
    { wireInputs: {}, inputs: {}, secretPaths: [], additionalSecretOutputs: ["value"] },
  );
  assert.equal(wire, { value: secret("made here") });
});

test.run();
