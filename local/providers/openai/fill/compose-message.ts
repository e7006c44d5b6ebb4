import type { Facts } from "./facts";

export const asSentence = (text: string): string => {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
};

const reason = ({ role, company }: Facts): string => {
  if (role !== undefined && company !== undefined)
    return `thank you for your interest in the ${role} role at ${company}.`;
  if (role !== undefined) return `thank you for your interest in the ${role} role.`;
  return company === undefined ? "thank you for your time." : `this is ${company}.`;
};

const question = ({ points }: Facts): string => {
  const [first, ...others] = points;
  if (first === undefined) return "Could you tell us a little more about yourself?";
  return `${[first, ...others].map(asSentence).join(" ")} Could you tell us more about ${others.length === 0 ? "this" : "these points"}?`;
};

export const composeGreeting = ({ firstName }: Facts): string => `Hello ${firstName ?? "there"}`;

/** A complete short message made of the data. */
export const composeMessage = (facts: Facts): string => {
  const signature = facts.rep ?? facts.company;
  const end = signature === undefined ? "" : ` Kind regards, ${signature}`;
  return `${composeGreeting(facts)}, ${reason(facts)} ${question(facts)}${end}`;
};

export const composeSubject = ({ role, company }: Facts): string => {
  if (role !== undefined) return `Your application: ${role}${company === undefined ? "" : ` at ${company}`}`;
  return company === undefined ? "A question for you" : `A message from ${company}`;
};
