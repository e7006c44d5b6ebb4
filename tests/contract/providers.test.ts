import { suite } from "uvu";
import * as assert from "uvu/assert";
import { contractOf, specificationsAtHand } from "./contract";
import { type Recorded, scenes, wireOf } from "./wire";

const NAME = "the providers' official descriptions";
const test = suite(NAME);

const called = (requests: readonly Recorded[]): readonly string[] =>
  requests.map(({ method, path }) => `${method} ${path.replaceAll(/(?<=\/)(AC|HX|conv_|msg_)\w+/g, "$1…")}`);

const isContent = ({ path }: Recorded): boolean => path.startsWith("/v1/Content");

const sendAndList = ["POST /2010-04-01/Accounts/AC…/Messages.json", "GET /2010-04-01/Accounts/AC…/Messages.json"];

const expectedCalls: Readonly<Record<string, readonly string[]>> = {
  twilio: ["GET /v1/Content/HX…", ...sendAndList],
  "twilio without a template": sendAndList,
  openai: ["POST /v1/conversations", "POST /v1/responses"],
  "openai, of whose threads one is deleted": [
    "DELETE /v1/conversations/conv_…",
    "DELETE /v1/conversations/conv_…/items/msg_…",
    "DELETE /v1/conversations/conv_…/items/msg_…",
    "GET /v1/conversations/conv_…/items",
    "POST /v1/conversations",
    "POST /v1/conversations",
    "POST /v1/responses",
    "POST /v1/responses",
  ],
  sendgrid: ["POST /v3/mail/send"],
};

if (specificationsAtHand(NAME))
  for (const scene of Object.keys(scenes)) {
    const [carrier, other] = scene.startsWith("email")
      ? (["sendgrid", "twilio"] as const)
      : (["twilio", "sendgrid"] as const);

    test(`are kept by what ${scene} puts on the wire`, async () => {
      const wire = await wireOf(scene);
      const threads = scene.includes("cut off") ? "openai, of whose threads one is deleted" : "openai";
      assert.equal([...called(wire.openai)].sort(), expectedCalls[threads]);
      const calls = scene.includes("without a template") ? "twilio without a template" : carrier;
      assert.equal(called(wire[carrier]), expectedCalls[calls]);
      assert.equal(called(wire[other]), []);
      for (const request of wire.openai) assert.equal(contractOf("openai")(request), []);
      for (const request of wire.sendgrid) assert.equal(contractOf("sendgrid")(request), []);
      for (const request of wire.twilio)
        assert.equal(contractOf(isContent(request) ? "content" : "twilio")(request), []);
    });

    test(`find credentials in what ${scene} puts on the wire, in the scheme of the provider`, async () => {
      const wire = await wireOf(scene);
      const schemes = (requests: readonly Recorded[]) => [
        ...new Set(requests.map(({ headers }) => String(headers.authorization).split(" ")[0])),
      ];
      assert.equal(schemes(wire.openai), ["Bearer"]);
      assert.equal(schemes(wire[carrier]), [carrier === "twilio" ? "Basic" : "Bearer"]);
    });
  }
