import * as assert from "uvu/assert";
import { connect } from "../../../ops/connect/connect";
import { eraseCommand } from "../../../ops/erase/erase-command";
import type { OpsEnv } from "../../../ops/ops-env";
import { eventually } from "../../journey/eventually";
import { keyOf, post } from "../../journey/post";
import { newRequest, type Request } from "../../journey/requests";
import type { OpsEngine } from "../ops-engine";
import { recordingTerminal } from "../recording-terminal";

const recordsOf = async ({ conversations }: OpsEnv, { recipient }: Request) => {
  const found = await conversations.ofRecipient(recipient)();
  if (found._tag === "Left") throw new Error("the table cannot be read");
  return found.right;
};

const accept = async ({ engine: { ready } }: OpsEngine, request: Request): Promise<void> => {
  const { status } = await post(ready, request.body, keyOf(ready));
  assert.is(status, 200);
};

/** Erases without the wait for workers that nobody runs. */
const eraseAtOnce = (env: OpsEnv, { recipient }: Request) =>
  eraseCommand({
    command: "erase",
    rest: [],
    values: { recipient, reason: "asked for it", company: "ci-aaa-001", project: "pi-aaa-001", yes: true },
  })({ ...env, pause: async () => undefined }, recordingTerminal());

/** A person's data go from the running engine and its OpenAI, and the same request, made again, brings nothing back. */
export const eraseOnTheEngine = async (on: OpsEngine): Promise<void> => {
  const { providers } = on.engine;
  const { env, close } = await connect({ stack: "local", ready: on.readyFile, region: undefined }, () => undefined);
  try {
    const request = newRequest();
    const itemsBefore = providers.openai.itemsHeld();
    await accept(on, request);
    await eventually("it is delivered", async () => {
      const [record] = await recordsOf(env, request);
      return record?.delivery_status === "read" || record?.delivery_status === "delivered" ? record : undefined;
    });
    assert.is(providers.openai.itemsHeld(), itemsBefore + 2);

    const { done, data } = await eraseAtOnce(env, request);

    assert.is(done, true);
    assert.equal((data as { readonly openai: unknown }).openai, { conversations: 1, items: 2, already_gone: 0 });
    assert.is(providers.openai.itemsHeld(), itemsBefore);
    assert.equal(await recordsOf(env, request), []);

    await accept(on, request);
    await eventually("the repeated request is dropped", async () =>
      on.logged.some((line) => line.includes(request.requestId) && line.includes("Erased")) ? true : undefined,
    );
    assert.equal(await recordsOf(env, request), []);
    assert.is(providers.ledger.sends(request.recipient).length, 1);
    assert.is(on.logged.filter((line) => line.includes(request.recipient)).length, 0);
  } finally {
    close();
  }
};
