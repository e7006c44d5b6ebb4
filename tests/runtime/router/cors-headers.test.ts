import { suite } from "uvu";
import * as assert from "uvu/assert";
import { corsHeaders } from "../../../runtime/router/cors-headers";

const test = suite("CORS headers");

const LISTED = ["https://app.example.com", "https://admin.example.com"];

const originFor = (origins: readonly string[], origin: string | undefined): string | undefined =>
  corsHeaders(origins, origin)["Access-Control-Allow-Origin"];

test("allow what the interface promises", () => {
  assert.equal(corsHeaders(["*"], undefined), {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
    "Access-Control-Allow-Methods": "OPTIONS,POST",
    Vary: "Origin",
  });
});

test("a listed caller is allowed by its own origin", () => {
  assert.equal(
    LISTED.map((origin) => originFor(LISTED, origin)),
    LISTED,
  );
});

test("any other caller is shown the first listed origin, never its own", () => {
  const others = [
    "https://evil.example",
    "https://app.example.com.evil.example",
    "http://app.example.com",
    "null",
    "",
    undefined,
  ];
  assert.equal(
    others.map((origin) => originFor(LISTED, origin)),
    others.map(() => "https://app.example.com"),
  );
});

test("a star anywhere in the list allows everybody", () => {
  assert.equal([originFor(["*"], "https://a.example"), originFor([...LISTED, "*"], "https://a.example")], ["*", "*"]);
});

test("an empty list allows nobody", () => {
  assert.is(originFor([], "https://a.example"), "null");
});

test.run();
