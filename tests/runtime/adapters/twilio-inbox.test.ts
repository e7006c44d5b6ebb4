import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sendByTwilio } from "../../../runtime/adapters/twilio-carrier";
import { twilioInbox } from "../../../runtime/adapters/twilio-inbox";
import type { InboxInquiry } from "../../../runtime/ports/inbox";
import { startTwilio, type TwilioStandIn } from "../../../tools/providers/twilio/start-twilio";
import { manualClock } from "../../helpers/time-and-chance";
import { outbound } from "./outbound";
import { deadUrl } from "./raw-server";

const NOW = "2026-11-20T12:00:00.000Z";
const OURS = "+447400654321";
const THEIRS = "+447400123456";
const account = { twilio_account_sid: `AC${"a".repeat(32)}`, twilio_auth_token: "token" };
const credentials = { _tag: "Twilio", ...account } as const;

const inboxAt = (twilioUrl: string, clock = manualClock(NOW)) => twilioInbox({ twilioUrl, clock });

const at = (seconds: number): Date => new Date(Date.parse(NOW) + seconds * 1000);

const inquiry: InboxInquiry = { channel: "sms", to: OURS, from: at(0), before: at(60), timeoutMs: 2_000 };

type Context = {
  twilio: TwilioStandIn;
  clock: ReturnType<typeof manualClock>;
  write: (text: string, from?: string) => string;
};
const test = suite<Context>("twilio-inbox");

test.before.each(async (context) => {
  const clock = manualClock(NOW);
  const twilio = await startTwilio({ receipts: "off", now: () => clock.now().getTime() });
  const url = await deadUrl();
  const sender = { accountSid: account.twilio_account_sid, authToken: account.twilio_auth_token, url };
  twilio.setSenders([
    { ...sender, address: OURS },
    { ...sender, address: `whatsapp:${OURS}` },
  ]);
  const write = (text: string, from = THEIRS) =>
    twilio.receive({
      from,
      to: from.startsWith("whatsapp:") ? `whatsapp:${OURS}` : OURS,
      content: { kind: "text", text },
    }).sid;
  Object.assign(context, { twilio, clock, write });
});
test.after.each(({ twilio }) => twilio.stop());

const list = async ({ twilio }: Context, given: Partial<InboxInquiry> = {}) => {
  const found = await inboxAt(twilio.url).list(credentials, { ...inquiry, ...given })();
  if (E.isLeft(found)) throw new Error(found.left.reason);
  return found.right;
};

test("what people wrote to one sender in one time is listed, the oldest first, under the webhook's names", async (context) => {
  const { twilio, clock, write } = context;
  clock.advance(-1_000);
  write("too early");
  clock.advance(1_000);
  const first = write("Hello");
  clock.advance(59_000);
  const second = write("Are you there?");
  write("by another channel", `whatsapp:${THEIRS}`);
  await sendByTwilio({ twilioUrl: twilio.url, addressPrefix: "", clock })(account, outbound({ to: OURS }))();
  clock.advance(1_000);
  write("too late");
  assert.equal(await list(context), [
    {
      parameters: { MessageSid: first, From: THEIRS, To: OURS, Body: "Hello" },
      messageId: first,
      at: at(0),
      hasFiles: false,
    },
    {
      parameters: { MessageSid: second, From: THEIRS, To: OURS, Body: "Are you there?" },
      messageId: second,
      at: at(59),
      hasFiles: false,
    },
  ]);
  const byWhatsapp = await list(context, { channel: "whatsapp" });
  assert.equal(
    byWhatsapp?.map(({ parameters }) => parameters.From),
    [`whatsapp:${THEIRS}`],
  );
});

test("a list of several pages is read to its end, or is none when there is no time for it", async (context) => {
  for (let n = 0; n < 1_001; n += 1) context.write("again");
  assert.is((await list(context))?.length, 1_001);
  const clock = manualClock(NOW);
  const now = () => {
    clock.advance(10_000);
    return clock.now();
  };
  assert.equal(await inboxAt(context.twilio.url, { ...clock, now }).list(credentials, inquiry)(), E.right(undefined));
});

test("the files of a message are found at their addresses", async ({ twilio }) => {
  const content = { kind: "media", files: [{ contentType: "image/png", bytes: Buffer.from("png") }] } as const;
  const { sid } = twilio.receive({ from: THEIRS, to: OURS, content });
  const files = await inboxAt(twilio.url).files(credentials, sid, 2_000)();
  const [file] = E.isRight(files) ? files.right : [];
  assert.is(file?.content_type, "image/png");
  assert.match(
    file?.url ?? "",
    new RegExp(`^${twilio.url}/2010-04-01/Accounts/${account.twilio_account_sid}/Messages/${sid}/Media/ME\\w+$`),
  );
});

test("trouble is no list, and names nobody", async ({ twilio }) => {
  twilio.faults.add({ provider: "twilio", operation: "messages.list", fault: { status: 500 } });
  const results = [
    await inboxAt(twilio.url).list(credentials, inquiry)(),
    await inboxAt(await deadUrl()).files(credentials, "SM1", 500)(),
    await inboxAt(twilio.url).list({ _tag: "Simulated" }, inquiry)(),
  ];
  assert.equal(
    results.map((one) => E.isLeft(one) && one.left._tag),
    Array(3).fill("CarrierSilent"),
  );
  assert.not.match(JSON.stringify(results), "447400");
});

test.run();
