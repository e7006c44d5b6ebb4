import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { configFolder, emptyStack, newProject } from "../config-folder";

const test = suite("project new");

const projectsIn = (text: string): readonly Record<string, unknown>[] => parse(text).config["ai-multi-comms:projects"];

const assistant = {
  model: "gpt-6-luna",
  instructions: "Write for Corner Bakery.",
  content_variables: { "1": "the recipient's first name" },
};

test("options make an entry, simulated unless told otherwise, and the rest of the file stays", async () => {
  const { run, read } = configFolder(emptyStack);

  const { code, text } = await run([...newProject, "--requests-per-day", "500"]);

  assert.is(code, 0, text);
  const [entry] = projectsIn(read());
  assert.equal(
    { ...entry, created_at: typeof entry?.created_at },
    {
      company_id: "ci-ccc-003",
      project_id: "pi-ccc-001",
      company_name: "Corner Bakery",
      project_name: "Saturday staff",
      created_at: "string",
      rate_limits: { requests_per_day: 500 },
      channels: { sms: { sender: "+447400000005", simulate: true, assistant } },
    },
  );
  assert.ok(read().startsWith(emptyStack.replace(" []\n", "\n")));
  assert.match(
    text,
    /Added ci-ccc-003\/pi-ccc-001 to Pulumi\.local\.yaml\.[\s\S]*Next:[\s\S]*send-test --project ci-ccc-003\/pi-ccc-001/,
  );
});

test("a person is asked for what is missing, and again for what cannot be", async () => {
  const { run, read, folder } = configFolder(emptyStack);
  writeFileSync(join(folder, "instructions.txt"), "Be warm.\n");
  const answers = [
    ...["ci ccc", "ci-ccc-003", "Corner Bakery", "pi-ccc-001", "Saturday staff", "fax", "whatsapp, email"],
    ...["07400", "+447400000005", "jobs@bakery", "jobs@bakery.example", "", `@${join(folder, "instructions.txt")}`],
    ...["first name", "1=the recipient's first name", "2=the day", "", "none", "60", "", "real"],
  ];

  const { code, text, terminal } = await run(["new"], answers);

  assert.is(code, 0, text);
  assert.is(terminal.asked.length, answers.length);
  const written = {
    model: "gpt-6-luna",
    instructions: { file: "instructions.txt" },
    content_variables: { "1": "the recipient's first name", "2": "the day" },
  };
  const [entry] = projectsIn(read());
  assert.equal(
    [entry?.rate_limits, entry?.channels],
    [
      { requests_per_minute: 60 },
      {
        whatsapp: { sender: "+447400000005", assistant: written },
        email: { sender: "jobs@bakery.example", assistant: written },
      },
    ],
  );
  assert.match(
    terminal.warned.join("\n"),
    /1 to 64 of A-Z[\s\S]*must name one or more[\s\S]*E\.164[\s\S]*email address/,
  );
});

test("a company that is known keeps its name", async () => {
  const { run, read } = configFolder(emptyStack);
  await run(newProject);
  const another = newProject.filter((word) => !["--company-name", "Corner Bakery"].includes(word));

  const { code, text } = await run(another.map((word) => (word === "pi-ccc-001" ? "pi-ccc-002" : word)));

  assert.is(code, 0, text);
  assert.equal(
    projectsIn(read()).map(({ company_name }) => company_name),
    ["Corner Bakery", "Corner Bakery"],
  );
});

test("a second project of the same ids is refused, and nothing is written", async () => {
  const { run, read } = configFolder(emptyStack);
  await run(newProject);
  const before = read();

  const { code, text } = await run(newProject.map((word) => (word === "pi-ccc-001" ? "PI_ccc.001" : word)));

  assert.is(code, 1);
  assert.match(text, /there is ci-ccc-003\/pi-ccc-001 already/);
  assert.is(read(), before);
});

const replaced = (option: string, value: string): readonly string[] =>
  newProject.map((word, at) => (newProject[at - 1] === option ? value : word));

const wrong: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
  "a company's id with a space": [replaced("--company", "ci ccc"), /^--company must be 1 to 64 of/],
  "a number that is none": [replaced("--sender", "07400"), /^--sender sms= must be an E\.164/],
  "a channel that does not exist": [replaced("--channel", "fax"), /^--channel must name one or more of whatsapp/],
  "a sender of another channel": [replaced("--sender", "email=a@b.example"), /^--sender email=…: email is not among/],
  "a variable without a meaning": [replaced("--variable", "1="), /^--variable must be NAME=MEANING/],
  "empty instructions": [replaced("--instructions", " "), /^--instructions must be text that is not empty/],
  "limits that are no numbers": [[...newProject, "--requests-per-day", "many"], /^--requests-per-day must be a whole/],
  "limits beside a tier": [[...newProject, "--tier", "small", "--requests-per-day", "5"], /^--tier and limits/],
  "nothing at all, and nobody to ask": [["new"], /new needs --company, --project, .*--instructions/],
  "real and simulated at once": [[...newProject, "--real", "--simulate"], /^--simulate and --real/],
};

for (const [title, [argv, message]] of Object.entries(wrong)) {
  test(`${title} is wrong usage, and nothing is written`, async () => {
    const { run, read } = configFolder(emptyStack);
    const { code, text } = await run(argv);
    assert.is(code, 2, text);
    assert.match(text, message);
    assert.is(read(), emptyStack);
  });
}

test("what the program would refuse of the whole config is not written", async () => {
  const { run, read } = configFolder(emptyStack);
  const { code, text } = await run([...newProject, "--tier", "gold"]);
  assert.is(code, 1);
  assert.match(text, /the program would refuse the entry: .*projects\[0\]\.usage_tier/);
  assert.is(read(), emptyStack);
});

test("on this machine a channel that is not simulated gets secrets that the stand-ins accept", async () => {
  const { run, read } = configFolder(emptyStack);
  const { code, text } = await run([...newProject, "--real"]);
  assert.is(code, 0, text);
  const secrets = parse(read()).config["ai-multi-comms:secretValues"];
  assert.equal(Object.keys(secrets), ["openai-api-key/sms", "sms-credentials/ci-ccc-003/pi-ccc-001/twilio"]);
  assert.match(secrets["sms-credentials/ci-ccc-003/pi-ccc-001/twilio"].twilio_account_sid, /^AC[0-9a-f]{32}$/);
});

test("for a deployed stack no secret is written, and the commands to type are told", async () => {
  const { run, read } = configFolder(emptyStack, "dev");
  const { code, text } = await run([...newProject, "--real", "--stack", "dev"]);
  assert.is(code, 0, text);
  assert.not(read().includes("secretValues"));
  const set = "npx pulumi config set --stack dev --secret --path";
  assert.ok(text.includes(`${set} 'secretValues["openai-api-key/sms"].ai_api_key'`));
  assert.ok(text.includes(`${set} 'secretValues["sms-credentials/ci-ccc-003/pi-ccc-001/twilio"].twilio_auth_token'`));
  assert.match(
    text,
    /Next:\n {2}npx pulumi up --stack dev\n {2}npm run project -- check ci-ccc-003\/pi-ccc-001 --stack dev/,
  );
});

test.run();
