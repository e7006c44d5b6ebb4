import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { NotDone } from "../../command-line";
import * as engine from "../../engine/update/running-engine";

/** An API key as the program gives it out; the label tells a project's keys apart. */
export const IssuedKey = t.readonly(
  t.intersection([
    t.type({ company_id: t.string, project_id: t.string, id: t.string, value: t.string }),
    t.partial({ label: t.string, use: t.keyof({ client: null, desk: null }) }),
  ]),
);
export type IssuedKey = t.TypeOf<typeof IssuedKey>;

/** Where a carrier posts what people write to a sender, or to a domain for answers. */
export const InboundAddress = t.readonly(
  t.type({ company_id: t.string, project_id: t.string, channel: t.string, address: t.string, url: t.string }),
);
export type InboundAddress = t.TypeOf<typeof InboundAddress>;

const Pair = t.type({ url: t.string, dlqUrl: t.string });

/** What a running local engine tells of itself, as far as commands ask. */
const ReadyFile = t.type({
  region: t.string,
  credentials: t.type({ accessKeyId: t.string, secretAccessKey: t.string }),
  apiUrl: t.string,
  /** With the key that opens it; null while the engine has no console. */
  consoleUrl: t.union([t.string, t.null]),
  apiKeys: t.readonlyArray(IssuedKey),
  endpoints: t.type({ dynamodb: t.string, sqs: t.string, s3: t.string, secretsmanager: t.string }),
  tables: t.type({ company: t.string, conversations: t.string }),
  queues: t.type({ whatsapp: Pair, sms: Pair, email: Pair }),
  repliesQueue: t.union([Pair, t.null]),
  eventsQueue: t.union([Pair, t.null]),
  providers: t.type({ openai: t.string, twilio: t.string, sendgrid: t.string }),
});
export type ReadyFile = t.TypeOf<typeof ReadyFile>;

/** Reads the file of a local engine that runs; throws in plain words where there is none, or its engine is gone. */
export const readReadyFile = async (file: string): Promise<ReadyFile> => {
  const read = engine.readReadyFile(file, ReadyFile);
  if (E.isLeft(read)) throw new NotDone(read.left);
  if (!(await engine.isEngineAlive(file))) throw new NotDone(engine.runsNoMore(file));
  return read.right;
};
