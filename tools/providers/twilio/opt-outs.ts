type OptOutType = "STOP" | "START" | "HELP";

/** Twilio's own words; YES is one only to whom it sends nothing. Source: https://help.twilio.com/articles/223134027 */
const words: Readonly<Record<OptOutType, readonly string[]>> = {
  STOP: ["STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"],
  START: ["START", "UNSTOP", "YES"],
  HELP: ["HELP", "INFO"],
};

/** What Twilio answers in a customer's name. */
const answers: Readonly<Record<OptOutType, string>> = {
  STOP: "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  START:
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.",
  HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
};

type Heard = { readonly type: OptOutType; readonly answer: string };

/**
 * Twilio's list of those who have said stop to one of a customer's numbers. SMS alone is filtered, unless the senders are in
 * a Messaging Service with Advanced Opt-Out (`isAdvanced`), which filters WhatsApp too and tells the type of what it heard.
 */
export const makeOptOuts = (isAdvanced: boolean) => {
  const blocked = new Set<string>();
  const pair = (from: string, to: string): string => `${from} ${to}`;
  const isFiltered = (address: string): boolean => isAdvanced || !address.startsWith("whatsapp:");
  return {
    isAdvanced,
    isBlocked: (from: string, to: string): boolean => blocked.has(pair(from, to)),
    /** What a message of `person` to `sender` means to Twilio, if anything; it acts on it. */
    hear: (person: string, sender: string, text: string): Heard | undefined => {
      const word = text.trim().toUpperCase();
      const type = (Object.keys(words) as OptOutType[]).find((one) => words[one].includes(word));
      const wasBlocked = blocked.has(pair(sender, person));
      if (type === undefined || !isFiltered(person) || (word === "YES" && !wasBlocked)) return undefined;
      if (type === "STOP") blocked.add(pair(sender, person));
      if (type === "START") blocked.delete(pair(sender, person));
      return { type, answer: answers[type] };
    },
  };
};

export type OptOuts = ReturnType<typeof makeOptOuts>;
