import { defaultTwilioTemplate, type TwilioTemplate } from "./twilio-template";

export type TemplateRegistry = {
  readonly find: (sid: string) => TwilioTemplate | undefined;
  readonly set: (sid: string, template: TwilioTemplate) => void;
};

const contentSid = /^HX[0-9a-fA-F]{32}$/;

/** Registered templates; without any registered at the start, every well-formed sid is the default template. */
export const makeTemplateRegistry = (
  templates: Readonly<Record<string, TwilioTemplate>> | undefined,
  fallback: TwilioTemplate | undefined,
): TemplateRegistry => {
  const known = new Map(Object.entries(templates ?? {}));
  const other = fallback ?? (templates === undefined ? defaultTwilioTemplate : undefined);
  return {
    find: (sid) => (contentSid.test(sid) ? (known.get(sid) ?? other) : undefined),
    set: (sid, template) => {
      if (!contentSid.test(sid)) throw new Error("a template's sid must be HX and 32 hexadecimal digits");
      known.set(sid, template);
    },
  };
};
