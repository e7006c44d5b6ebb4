import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { AssistantDefinition, refersToAssistantId, setupsOf } from "../../../runtime/company/channel-setup";
import { type Channel, channels } from "../../../runtime/request/request";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { decodedAs, takenBy } from "../../helpers/decoded";

const testAssistantDefinition = suite("assistant definition");

const definition = {
  model: "gpt-6-luna",
  instructions: "Write to a candidate.",
  content_variables: { "1": "the recipient's first name" },
};

testAssistantDefinition("holds model, instructions and what belongs in each variable", () => {
  assert.equal(decodedAs(AssistantDefinition, definition), definition);
});

testAssistantDefinition("says of a variable, if anything, where its links and numbers may come from", () => {
  const bound = {
    ...definition,
    content_variables: {
      "1": "the recipient's first name",
      "2": { description: "where to apply", links: ["project_data.link"], numbers: "none" },
      "3": { description: "a question" },
    },
  };
  assert.equal(decodedAs(AssistantDefinition, bound), bound);
});

testAssistantDefinition("is refused when one of them is absent, blank or of another type", () => {
  const faulty = [
    { ...definition, model: undefined },
    { ...definition, model: " " },
    { ...definition, instructions: "" },
    { ...definition, content_variables: undefined },
    { ...definition, content_variables: ["the recipient's first name"] },
    { ...definition, content_variables: { "1": "" } },
    { ...definition, content_variables: { "1": 5 } },
    { ...definition, content_variables: { "1": {} } },
    { ...definition, content_variables: { "1": { description: "x", links: "all" } } },
    { ...definition, content_variables: { "1": { description: "x", numbers: ["link"] } } },
    "asst_123",
  ];
  assert.equal(takenBy(AssistantDefinition, faulty), []);
});

const testRefersToAssistantId = suite("refers to assistant id");

testRefersToAssistantId("is so when there is only the historical id", () => {
  assert.is(refersToAssistantId({ assistant_id_template_sender: "asst_1", assistant_id_replies: "asst_2" }), true);
});

testRefersToAssistantId("is not so once there is a definition, or when there is neither", () => {
  const others = [
    { assistant_id_template_sender: "asst_1", template_sender: {} },
    {},
    { template_sender: {} },
    null,
    "asst_1",
  ];
  assert.equal(others.map(refersToAssistantId), [false, false, false, false, false]);
});

const testChannelSetup = suite("channel setup");

const assistant = {
  model: "gpt-6-luna",
  instructions: "Write to a candidate about a job.",
  content_variables: { "1": "the recipient's first name", "2": "the role that they applied for" },
};
const namesOf = (channel: Channel, carrier: string) => ({
  credentialsName: `ai-multi-comms/${channel}-credentials/cucumber-recruitment/clarify-cv/${carrier}-dev`,
  assistant,
  assistantKeyName: `ai-multi-comms/openai-api-key/${channel}-dev`,
});
const textOnly = {
  subject: undefined,
  fromName: undefined,
  unsubscribeUrl: undefined,
  replyDomain: undefined,
  simulate: false,
  countries: undefined,
};

const withChannels = (channel_config: JsonObject): JsonObject => companyRecord({ channel_config });
const withAssistants = (openai_config: JsonObject | null): JsonObject =>
  companyRecord({ ai_config: { openai_config } });

testChannelSetup("reads what a channel sends with, for each of the three", () => {
  assert.equal(
    channels.map((channel) => setupsOf(companyRecord())[channel]),
    [
      E.right({ ...textOnly, ...namesOf("whatsapp", "twilio"), sender: "+447400654321" }),
      E.right({ ...textOnly, ...namesOf("sms", "twilio"), sender: "+447400654322" }),
      E.right({
        ...namesOf("email", "sendgrid"),
        sender: "jobs@cucumber.example",
        subject: "Your application",
        fromName: "Cucumber",
        unsubscribeUrl: undefined,
        replyDomain: undefined,
        simulate: false,
        countries: undefined,
      }),
    ],
  );
});

testChannelSetup("subject and sender's name of an email are optional", () => {
  const record = withChannels({ email: { default_subject_line: undefined, email_from_name: undefined } });
  const setup = setupsOf(record).email;
  assert.equal(E.isRight(setup) ? [setup.right.subject, setup.right.fromName] : setup, [undefined, undefined]);
});

testChannelSetup("what an older record has in several lines is one, and none where it is blank", () => {
  const record = withChannels({
    email: { default_subject_line: " Your\r\n application\n", email_from_name: "\u2028" },
  });
  const setup = setupsOf(record).email;
  assert.equal(E.isRight(setup) ? [setup.right.subject, setup.right.fromName] : setup, [
    "Your  application",
    undefined,
  ]);
});

testChannelSetup("a project may name a page to unsubscribe at and a domain for answers, and simulate a channel", () => {
  const unsubscribe_url = "https://cucumber.example/unsubscribe";
  const email = { unsubscribe_url, reply_domain: "Replies.Cucumber.example", simulate: true };
  const record = withChannels({ email, sms: { simulate: true } });
  const setups = channels.map((channel) => setupsOf(record)[channel]);
  assert.equal(
    setups.map(E.map(({ unsubscribeUrl, replyDomain, simulate }) => [unsubscribeUrl, replyDomain, simulate])),
    [
      E.right([undefined, undefined, false]),
      E.right([undefined, undefined, true]),
      E.right([unsubscribe_url, "replies.cucumber.example", true]),
    ],
  );
});

testChannelSetup("the sender is normalised", () => {
  const record = withChannels({
    sms: { company_sms_number: "+44 7400 654322" },
    email: { company_email: "Jobs@Cucumber.EXAMPLE" },
  });
  const senders = [setupsOf(record).sms, setupsOf(record).email].map(E.map(({ sender }) => sender));
  assert.equal(senders, [E.right("+447400654322"), E.right("Jobs@cucumber.example")]);
});

const faulty: readonly (readonly [string, JsonObject, readonly string[], Channel?])[] = [
  ["no channel_config", companyRecord({ channel_config: undefined }), ["channel_config "]],
  ["no such channel", withChannels({ sms: undefined }), ["channel_config.sms "]],
  [
    "an empty channel",
    { ...companyRecord(), channel_config: { whatsapp: {} } },
    ["channel_config.whatsapp.company_whatsapp_number ", "channel_config.whatsapp.whatsapp_credentials_id "],
    "whatsapp",
  ],
  ["no number", withChannels({ sms: { company_sms_number: "CUCUMBER" } }), ["channel_config.sms.company_sms_number "]],
  [
    "no email address",
    withChannels({ email: { company_email: "jobs" } }),
    ["channel_config.email.company_email "],
    "email",
  ],
  ["no ai_config", companyRecord({ ai_config: undefined }), ["ai_config "]],
  ["a null ai_config", withAssistants(null), ["ai_config.openai_config "]],
  ["no assistant for the channel", withAssistants({ sms: undefined }), ["ai_config.openai_config.sms"]],
  [
    "no key",
    withAssistants({ sms: { api_key_reference: undefined } }),
    ["ai_config.openai_config.sms", "api_key_reference "],
  ],
  [
    "an empty variable",
    withAssistants({ sms: { template_sender: { content_variables: { "2": "" } } } }),
    ["ai_config.openai_config.sms", "template_sender.content_variables.2 "],
  ],
];

for (const [what, record, places, channel = "sms"] of faulty)
  testChannelSetup(`says where the record has ${what}`, () => {
    const setup = setupsOf(record)[channel];
    assert.ok(E.isLeft(setup));
    for (const place of places) assert.ok(setup.left.includes(place), `${place}in: ${setup.left}`);
  });

testChannelSetup("a record with an assistant's id only is told that OpenAI no longer serves it", () => {
  const sms = { template_sender: undefined, assistant_id_template_sender: "asst_secret" };
  assert.equal(
    setupsOf(withAssistants({ sms })).sms,
    E.left(
      "ai_config.openai_config.sms names an OpenAI Assistant id, which OpenAI no longer serves: put the model, instructions and content_variables into template_sender",
    ),
  );
});

testChannelSetup("another channel's faults do not matter", () => {
  const record = companyRecord({
    channel_config: { sms: undefined },
    ai_config: { openai_config: { sms: undefined } },
  });
  assert.ok(E.isRight(setupsOf(record).whatsapp));
});
