import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { testWrongUsage, type Wrong } from "../operator";
import { configFolder, emptyStack, folderWithProject, newProject, newProjectWith, onThePath } from "./config-folder";

const testNewCommand = suite("project new");

const projectsIn = (text: string): readonly Record<string, unknown>[] => parse(text).config["ai-multi-comms:projects"];

const assistant = {
  model: "gpt-6-luna",
  instructions: "Write for Corner Bakery.",
  content_variables: { "1": "the recipient's first name" },
};

testNewCommand("options make an entry, simulated unless told otherwise, and the rest of the file stays", async () => {
  const { read, code, text } = await folderWithProject(["--requests-per-day", "500"]);

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
    /Added ci-ccc-003\/pi-ccc-001 to Pulumi\.local\.yaml: [\s\S]*Next:[\s\S]*send-test --project ci-ccc-003\/pi-ccc-001/,
  );
});

testNewCommand(
  "a webhook is where the project's events go, and its secret is handed over once the program has made it",
  async () => {
    const { read, code, text } = await folderWithProject(["--webhook", "https://bakery.example/events"]);
    assert.is(code, 0, text);
    assert.equal(projectsIn(read())[0]?.webhook, { url: "https://bakery.example/events" });
    assert.match(text, /Next:[\s\S]*rotate-webhook-secret ci-ccc-003\/pi-ccc-001 --show/);

    const nowhere = await folderWithProject(["--webhook", "bakery.example"]);
    assert.equal([nowhere.code, nowhere.read()], [2, emptyStack]);
    assert.match(nowhere.text, /--webhook must be an address of https/);
    const inside = await folderWithProject(["--webhook", "https://10.0.0.1/events", "--stack", "dev"], "dev");
    assert.equal([inside.code, inside.read()], [1, emptyStack]);
    assert.match(inside.text, /webhook\.url must be of a public name or address/);
  },
);

testNewCommand("a person is asked for what is missing, and again for what cannot be", async () => {
  const { run, read, folder } = configFolder();
  writeFileSync(join(folder, "instructions.txt"), "Be warm.\n");
  const answers = [
    ...["ci ccc", "ci-ccc-003", "Corner Bakery", "pi-ccc-001", "Saturday staff", "fax", "whatsapp, email"],
    ...["07400", "+447400000005", "jobs@bakery", "jobs@bakery.example", `@${join(folder, "instructions.txt")}`],
    ...["first name", "1=the recipient's first name", "2=the day", ""],
  ];

  const { code, text, asked, warned } = await run(["new", "--real", "--requests-per-minute", "60"], answers);

  assert.is(code, 0, text);
  assert.is(asked.length, answers.length);
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
  assert.match(warned.join("\n"), /1 to 64 of A-Z[\s\S]*must name one or more[\s\S]*E\.164[\s\S]*email address/);
});

testNewCommand("what has a default is asked of nobody, and said in the answer", async () => {
  const { run } = configFolder();
  const { code, text, asked } = await run([...newProject, "--own-openai-key"], []);
  assert.equal([code, asked], [0, []], text);
  assert.match(text, /sms, simulated: nobody gets anything; model gpt-6-luna; limits the usual ones\./);
});

testNewCommand("a company that is known keeps its name", async () => {
  const { run, read } = await folderWithProject();
  const another = newProjectWith("--project", "pi-ccc-002");

  const { code, text } = await run(another.filter((word) => !["--company-name", "Corner Bakery"].includes(word)));

  assert.is(code, 0, text);
  assert.equal(
    projectsIn(read()).map(({ company_name }) => company_name),
    ["Corner Bakery", "Corner Bakery"],
  );
});

testNewCommand("a second project of the same ids is refused, and nothing is written", async () => {
  const { run, read } = await folderWithProject();
  const before = read();

  const { code, text } = await run(newProjectWith("--project", "PI_ccc.001"));

  assert.equal([code, read()], [1, before]);
  assert.match(text, /there is ci-ccc-003\/pi-ccc-001 already/);
});

const wrong: Wrong = {
  "a company's id with a space": [newProjectWith("--company", "ci ccc"), /^--company must be 1 to 64 of/],
  "a number that is none": [newProjectWith("--sender", "07400"), /^--sender sms= must be an E\.164/],
  "a channel that does not exist": [newProjectWith("--channel", "fax"), /^--channel must name one or more of whatsapp/],
  "a sender of another channel": [
    newProjectWith("--sender", "email=a@b.example"),
    /^--sender email=…: email is not among/,
  ],
  "a variable without a meaning": [newProjectWith("--variable", "1="), /^--variable must be NAME=MEANING/],
  "empty instructions": [newProjectWith("--instructions", " "), /^--instructions must be text that is not empty/],
  "a model that is another command": [
    [...newProject, "--model", "npm run project -- list"],
    /^--model must be a model's name, without spaces/,
  ],
  "limits that are no numbers": [[...newProject, "--requests-per-day", "many"], /^--requests-per-day must be a whole/],
  "limits beside a tier": [
    [...newProject, "--tier", "small", "--requests-per-day", "5"],
    /^option '--tier <name>' cannot be used with option '--requests-per-day <n>'/,
  ],
  "nothing at all, and nobody to ask": [["new"], /new needs --company, --project, .*--instructions/],
  "real and simulated at once": [
    [...newProject, "--real", "--simulate"],
    /^option '--simulate' cannot be used with option '--real'/,
  ],
};

const untouched = configFolder();

testWrongUsage(testNewCommand, wrong, untouched.run);

testNewCommand("of what is wrong usage nothing is written", () => assert.is(untouched.read(), emptyStack));

testNewCommand("what the program would refuse of the whole config is not written", async () => {
  const { read, code, text } = await folderWithProject(["--tier", "gold"]);
  assert.equal([code, read()], [1, emptyStack]);
  assert.match(text, /the program would refuse the entry: .*projects\[0\]\.usage_tier/);
});

testNewCommand("on this machine a channel that is not simulated gets secrets that the stand-ins accept", async () => {
  const { read, code, text } = await folderWithProject(["--real"]);
  assert.is(code, 0, text);
  const secrets = parse(read()).config["ai-multi-comms:secretValues"];
  assert.equal(Object.keys(secrets), ["openai-api-key/sms", "sms-credentials/ci-ccc-003/pi-ccc-001/twilio"]);
  assert.match(secrets["sms-credentials/ci-ccc-003/pi-ccc-001/twilio"].twilio_account_sid, /^AC[0-9a-f]{32}$/);
});

testNewCommand("for a deployed stack no secret is written, and the commands to type are told", async () => {
  const { read, code, text } = await folderWithProject(["--real", "--stack", "dev"], "dev");
  assert.is(code, 0, text);
  assert.not(read().includes("secretValues"));
  const set = "npx pulumi config set --stack dev --secret --path";
  assert.ok(text.includes(`${set} 'secretValues["openai-api-key/sms"].ai_api_key'`));
  assert.ok(text.includes(`${set} 'secretValues["sms-credentials/ci-ccc-003/pi-ccc-001/twilio"].twilio_auth_token'`));
  assert.match(
    text,
    /Next:\n {2}npm run deploy -- --stack dev\n {2}npm run project -- check ci-ccc-003\/pi-ccc-001 --stack dev/,
  );
});

const testNewUp = suite("project new --up");

testNewUp("where a person sits and no engine runs, one is started after the answer", async () => {
  const { run, folder, read } = configFolder();
  mkdirSync(join(folder, "tools/main"), { recursive: true });
  writeFileSync(join(folder, "tools/main/run.cjs"), `require("node:fs").writeFileSync("started", process.argv[2]);`);

  const { code, text } = await run([...newProject, "--up"], []);

  assert.is(code, 0, text);
  assert.match(text, /No engine runs on this machine, so one is started here/);
  assert.ok(read().includes("pi-ccc-001"));
  assert.ok(existsSync(join(folder, "started")));
});

testNewUp("where nobody sits and no engine runs, it is said that the config is not in effect", async () => {
  const { read, code, text } = await folderWithProject(["--up"]);
  assert.is(code, 1);
  assert.match(text, /No engine runs on this machine: the config is written, and the next npm start brings it/);
  assert.ok(read().includes("pi-ccc-001"));
});

testNewUp("a deployed stack is brought up to date by Pulumi, whose failure is told", async () => {
  const { run, folder } = configFolder(emptyStack, "dev");
  const up = (script: string, id: string) =>
    onThePath("npm", script, () => run([...newProjectWith("--project", id), "--stack", "dev", "--up", "--yes"]));

  const done = await up(`echo "$*" > "${join(folder, "typed")}"`, "pi-1");
  const failed = await up("exit 255", "pi-2");

  assert.equal([done.code, failed.code], [0, 1]);
  assert.is(readFileSync(join(folder, "typed"), "utf8"), "run --silent deploy -- --stack dev --yes\n");
  assert.match(done.text, /dev is up to date/);
  assert.match(failed.text, /npm run deploy ended with exit code 255: the config is written and NOT in effect/);
});
