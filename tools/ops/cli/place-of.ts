import { readyPlace } from "../../engine/update/running-engine";
import type { Place } from "../connect/connect";
import { WrongUsage } from "./arguments";
import type { OpsArguments } from "./ops-options";

/** The stack that the command line names; the local engine is found by the ready file that it keeps in this folder. */
export const placeOf = ({ stack, ready, region, ...values }: OpsArguments["values"]): Place => {
  if (ready !== undefined && (stack ?? "local") !== "local") {
    throw new WrongUsage(`--ready is for the local engine, --stack ${stack} for a deployed stack: give one of them`);
  }
  if (ready === undefined && stack === undefined) {
    throw new WrongUsage("which stack? --stack NAME for a deployed one, --stack local for the engine of npm start");
  }
  const openaiUrl = values["openai-url"];
  if (openaiUrl !== undefined && !/^https?:\/\/[^/]+$/.test(openaiUrl)) {
    throw new WrongUsage("--openai-url: expected an origin such as https://api.openai.com");
  }
  return { stack: stack ?? "local", ready: stack === "local" ? (ready ?? readyPlace()) : ready, region, openaiUrl };
};
