import type { LambdaHost } from "../../local/lambda/lambda-host";

/** Processors do the most, and die the most; every other function has its turn too. */
const turns = [
  "whatsapp-processor",
  "sms-processor",
  "email-processor",
  "whatsapp-processor",
  "sms-processor",
  "email-processor",
  "receipts",
  "whatsapp-processor",
  "sms-processor",
  "email-processor",
  "router",
  "sweeper",
] as const;

export type Killer = {
  readonly kill: () => void;
  readonly counts: () => { readonly kills: number; readonly workers: number };
};

/** Kills all busy workers of one function after another. */
export const makeKiller = (lambda: LambdaHost): Killer => {
  let kills = 0;
  let workers = 0;
  return {
    kill: () => {
      workers += lambda.kill(`ai-multi-comms-${turns[kills % turns.length]}-local`);
      kills += 1;
    },
    counts: () => ({ kills, workers }),
  };
};
