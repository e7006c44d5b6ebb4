import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findRoute } from "../../../local/api-gateway/find-route";
import { readApi } from "../../../local/api-gateway/read-api";
import { lambdaIntegration, sampleDocument } from "./sample-api";

const test = suite("routing");

const operation = { "x-amazon-apigateway-integration": lambdaIntegration("f") };
const any = { "x-amazon-apigateway-any-method": operation };
const paths = {
  "/": { get: operation },
  "/a/{id}": { get: operation, ...any },
  "/a/fixed": { get: operation },
  "/a/{id}/b": { get: operation },
  "/{rest+}": any,
};
const api = readApi({ id: "a", name: "n", body: sampleDocument({ paths }), binaryMediaTypes: [] });

const table: readonly (readonly [string, string, unknown])[] = [
  ["GET", "/", ["GET", "/", {}]],
  ["GET", "/a/1", ["GET", "/a/{id}", { id: "1" }]],
  ["PUT", "/a/1", ["ANY", "/a/{id}", { id: "1" }]],
  ["GET", "/a/1/", ["GET", "/a/{id}", { id: "1" }]],
  ["GET", "/a/fixed", ["GET", "/a/fixed", {}]],
  ["PUT", "/a/fixed", undefined],
  ["GET", "/a/1/b", ["GET", "/a/{id}/b", { id: "1" }]],
  ["GET", "/a/1/c", ["ANY", "/{rest+}", { rest: "a/1/c" }]],
  ["GET", "/a/%E2%82%AC", ["GET", "/a/{id}", { id: "€" }]],
  ["GET", "/a/%E2", ["GET", "/a/{id}", { id: "%E2" }]],
];

for (const [method, path, expected] of table)
  test(`${method} ${path}`, () => {
    const found = findRoute(api, method, path);
    assert.equal(found && [found.route.method, found.route.resource, found.pathParameters], expected);
  });

test.run();
