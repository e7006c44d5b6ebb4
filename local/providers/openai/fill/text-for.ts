import { bestValue } from "./best-value";
import { asSentence, composeGreeting, composeMessage, composeSubject } from "./compose-message";
import type { Datum } from "./datum";
import { factsOf } from "./facts";

const nothingFits = "to be confirmed";

const startsLike = (nouns: string): RegExp => new RegExp(`^(?:[\\w'’-]+,? ){0,4}?(?:${nouns})\\b(?! address)`, "i");

const wholeMessage = startsLike("paragraph|message|body|text|sms|e-?mail|reply");
const oneSentence = startsLike("sentence|question|line|phrase");
const subjectLine = startsLike("subject(?: line)?");
const greeting = startsLike("greeting|salutation");
const topicOf = /\b(?:on|about|regarding|concerning|asking for|asking whether|with|of|for)\s+(.+)$/i;

const sentenceOn = (description: string, data: readonly Datum[]): string => {
  const topic = topicOf.exec(description)?.[1] ?? description;
  const value = bestValue(topic, data);
  if (value === undefined) return "Could you tell us a little more about yourself?";
  if (/[.?!]$/.test(value)) return value;
  if (/question/i.test(description)) return `Could you tell us more about ${value}?`;
  return asSentence(`we are writing about ${topic.replace(/[.,;].*$/, "")}: ${value}`);
};

/** The text that a description asks for, made of the data. */
export const textFor = (description: string, data: readonly Datum[]): string => {
  const asked = description.trim();
  if (greeting.test(asked)) return composeGreeting(factsOf(data));
  if (subjectLine.test(asked)) return composeSubject(factsOf(data));
  if (oneSentence.test(asked)) return sentenceOn(asked, data);
  if (wholeMessage.test(asked)) return composeMessage(factsOf(data));
  return bestValue(asked, data) ?? nothingFits;
};
