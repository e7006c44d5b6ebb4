import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { addressHash } from "../../../runtime/conversation/consent";
import { openReference, UnsubscribeReference } from "../../../runtime/conversation/reference";
import { hashOfToken, mailboxOf, requestIdOfToken } from "../../../runtime/conversation/reply-token";
import { processMessage } from "../../../runtime/processor/process-message";
import type { Channel } from "../../../runtime/request/request";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { CONSENT_KEY, RECEIPT_KEY } from "../../helpers/fake-providers";
import { happyProcessorEnv } from "../../helpers/processor-env";
import { delivery } from "../../helpers/queue-message";

const addresses = suite("where a mail is answered");

const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

const sent = async (channel: Channel, email: Readonly<Record<string, string>> = {}) => {
  const { env, sends } = happyProcessorEnv({ settings: processorSettings({ channel }) });
  const message = { company_data_payload: { channel_config: { email } } };
  await processMessage(delivery(channel, message))(env)();
  const [{ unsubscribeUrl, unsubscribeAddress, replyTo } = {}] = sends;
  return { unsubscribeUrl, unsubscribeAddress, replyTo };
};

const tokenOf = (address = ""): string => {
  const mailbox = mailboxOf(address);
  return O.isSome(mailbox) ? mailbox.value.token : "";
};

addresses("a mail names the page for its recipient, the mailbox for it and the one of its request", async () => {
  const {
    unsubscribeUrl = "",
    unsubscribeAddress,
    replyTo,
  } = await sent("email", { reply_domain: "reply.example.com" });
  const base = "https://api.example.com/dev/unsubscribe/";

  assert.ok(unsubscribeUrl.startsWith(base));
  assert.equal(
    openReference(UnsubscribeReference)(CONSENT_KEY, unsubscribeUrl.slice(base.length)),
    E.right({ kind: "unsubscribe", ...project, address: "ada@example.com" }),
  );
  assert.equal(
    hashOfToken(CONSENT_KEY, project.company_id, tokenOf(unsubscribeAddress)),
    O.some(addressHash(CONSENT_KEY, project.company_id, "ada@example.com")),
  );
  assert.ok(O.isSome(requestIdOfToken(RECEIPT_KEY, project, tokenOf(replyTo))));
  assert.ok(unsubscribeAddress?.endsWith("@reply.example.com") && replyTo?.endsWith("@reply.example.com"));
});

addresses("without a domain for answers only the page is ours, and with its own page not even that", async () => {
  const without = await sent("email");
  const own = await sent("email", { unsubscribe_url: "https://cucumber.example/stop" });

  assert.equal([without.unsubscribeAddress, without.replyTo], [undefined, undefined]);
  assert.is(own.unsubscribeUrl, "https://cucumber.example/stop");
});

addresses("the other channels have none", async () => {
  const none = { unsubscribeUrl: undefined, unsubscribeAddress: undefined, replyTo: undefined };
  assert.equal([await sent("sms"), await sent("whatsapp")], [none, none]);
});
