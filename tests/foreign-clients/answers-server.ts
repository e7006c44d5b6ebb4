import { createServer } from "node:http";
import { programs } from "../../tools/aws/guard";
import { listenOnLoopback } from "../../tools/aws/http";
import type { Case } from "./cases";

/** Gives to each call the answer that the case of its number wants: the number is the first part of the path. */
export const startAnswersServer = async (casesOf: (urlOf: (at: number) => string) => readonly Case[]) => {
  let cases: readonly Case[] = [];
  const server = createServer((incoming, outgoing) => {
    const { status, answer } = cases[Number(incoming.url?.split("/")[1])] ?? { status: 501, answer: {} };
    incoming.resume().once("end", () => {
      outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  const { url, stop } = await listenOnLoopback("the answers' server", 0, server, programs);
  cases = casesOf((at) => `${url}/${at}`);
  return { cases, stop };
};
