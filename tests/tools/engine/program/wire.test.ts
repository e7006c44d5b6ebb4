import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  archiveSignature,
  assetSignature,
  makeUrn,
  normaliseProperties,
  outputSignature,
  plainProperties,
  resourceSignature,
  secretSignature,
  signatureKey,
  unknownValue,
  urnParts,
  wireState,
} from "../../../../tools/engine/program/wire";

const marked = (signature: string, fields: object): object => ({ [signatureKey]: signature, ...fields });
const secret = (value: unknown): object => marked(secretSignature, { value });
const text = (content: string): object => marked(assetSignature, { text: content });

test("brings references and output values to what a provider would get", () => {
  const normalised = normaliseProperties({
    resource: marked(resourceSignature, { urn: "urn:a", id: "id-a" }),
    component: marked(resourceSignature, { urn: "urn:b" }),
    unborn: marked(resourceSignature, { urn: "urn:c", id: "" }),
    known: marked(outputSignature, { value: [1], dependencies: ["urn:a"] }),
    hidden: marked(outputSignature, { value: "x", secret: true }),
    later: marked(outputSignature, {}),
    deep: [{ list: [marked(resourceSignature, { urn: "urn:a", id: "id-a" })] }],
  });

  assert.equal(normalised, {
    resource: "id-a",
    component: "urn:b",
    unborn: unknownValue,
    known: [1],
    hidden: secret("x"),
    later: unknownValue,
    deep: [{ list: ["id-a"] }],
  });
});

test("takes the marks off, naming secrets by their paths", () => {
  const plain = plainProperties({
    size: 1,
    nothing: null,
    environment: { variables: { KEY: secret("k"), OTHER: "o" } },
    list: ["a", secret({ inner: secret("b") })],
    code: marked(archiveSignature, { assets: { "a.js": text("1"), sub: marked(archiveSignature, { path: "./x" }) } }),
  });

  assert.equal(plain, {
    values: {
      size: 1,
      nothing: null,
      environment: { variables: { KEY: "k", OTHER: "o" } },
      list: ["a", { inner: "b" }],
      code: { assets: { "a.js": { text: "1" }, sub: { path: "./x" } } },
    },
    secretPaths: ["environment.variables.KEY", "list[1]", "list[1].inner"],
  });
});

test("takes the paths of files, and no other, from a folder that is given", () => {
  const properties = { code: marked(archiveSignature, { path: "a/b" }), path: "/deployment/" };

  assert.equal(plainProperties(properties, "/project").values, {
    code: { path: "/project/a/b" },
    path: "/deployment/",
  });
});

test("refuses a mark that it does not know, naming the property", () => {
  assert.throws(() => plainProperties({ size: marked("new", {}) }), "size: this run does not know values marked new");
});

test("hands state back with its assets and secrets", () => {
  const wireInputs = { code: text("1"), token: secret("t"), list: [secret("a")], size: 1 };
  const { values: inputs, secretPaths } = plainProperties(wireInputs);

  const wire = wireState(
    { ...inputs, token: "changed", list: ["a"], size: 2, arn: "arn", password: "p" },
    { wireInputs, inputs, secretPaths, additionalSecretOutputs: ["password", "size"] },
  );

  const hidden = { token: secret("changed"), size: secret(2), password: secret("p") };
  assert.equal(wire, { ...wireInputs, ...hidden, arn: "arn" });
});

test("marks a secret that is given and named as a secret output once", () => {
  const inputs = { password: "p", size: 1 };
  const wireInputs = { password: secret("p"), size: 1 };
  const source = { wireInputs, inputs, secretPaths: ["password"], additionalSecretOutputs: ["password"] };
  assert.equal(wireState(inputs, source), wireInputs);
});

const own = { stack: "dev", project: "demo", type: "aws:sqs/queue:Queue", name: "orders::main" };
const boxUrn = "urn:pulumi:dev::demo::demo:index:Box::box";

test("names a resource under its parents' types, the stack's left out, and reads the parts back", () => {
  assert.equal(
    ["", "urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev", boxUrn].map((parent) => makeUrn({ ...own, parent })),
    [
      "urn:pulumi:dev::demo::aws:sqs/queue:Queue::orders::main",
      "urn:pulumi:dev::demo::aws:sqs/queue:Queue::orders::main",
      "urn:pulumi:dev::demo::demo:index:Box$aws:sqs/queue:Queue::orders::main",
    ],
  );
  assert.equal(urnParts(makeUrn({ ...own, parent: boxUrn })), {
    stack: "dev",
    project: "demo",
    qualifiedType: "demo:index:Box$aws:sqs/queue:Queue",
    name: "orders::main",
  });
});
