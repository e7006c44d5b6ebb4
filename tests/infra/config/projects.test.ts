import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readProjects } from "../../../infra/config/projects";
import { sampleProject, smallProject } from "../helpers/sample-project";

const test = suite("read-projects");

const read = (given: unknown) => {
  const { projects, faults } = readProjects(JSON.stringify(given));
  return { projects, faults };
};

const faultsOf = (projects: unknown): readonly string[] =>
  read(projects).faults.map(({ key, fault }) => `${key} ${fault}`);

const assistant = smallProject.channels.sms.assistant;

test("reads complete and small projects", () => {
  assert.equal(read([sampleProject, smallProject]), { projects: [sampleProject, smallProject], faults: [] });
  assert.equal(read([]), { projects: [], faults: [] });
});

const withSms = (sms: unknown) => ({ ...smallProject, channels: { sms } });
const IDS = "must be 1 to 64 of A-Z a-z 0-9 . _ -, with a letter or digit";

const rows: readonly (readonly [title: string, entry: unknown, faults: readonly string[]])[] = [
  ["an entry that is no object", "pi-aaa-001", ["projects[0] must be an object"]],
  [
    "an entry without anything",
    {},
    [
      `projects[0].company_id ${IDS}`,
      `projects[0].project_id ${IDS}`,
      "projects[0].company_name must be a non-empty string",
      "projects[0].project_name must be a non-empty string",
      "projects[0].channels must be an object",
    ],
  ],
  [
    "an entry that can send nothing",
    { ...smallProject, channels: {} },
    ["projects[0].channels must hold at least one of whatsapp, sms, email"],
  ],
  ["an id with a separator", { ...smallProject, company_id: "ci#1" }, [`projects[0].company_id ${IDS}`]],
  ["an id too long", { ...smallProject, project_id: "p".repeat(65) }, [`projects[0].project_id ${IDS}`]],
  ["an id of which no name can be made", { ...smallProject, project_id: "._-" }, [`projects[0].project_id ${IDS}`]],
  ["a blank name", { ...smallProject, company_name: " " }, ["projects[0].company_name must be a non-empty string"]],
  [
    "another status",
    { ...smallProject, project_status: "paused" },
    ["projects[0].project_status must be active or inactive"],
  ],
  [
    "a limit that is no number above 0",
    { ...smallProject, rate_limits: { requests_per_minute: 0, requests_per_day: "many" } },
    [
      "projects[0].rate_limits.requests_per_minute must be a whole number above 0",
      "projects[0].rate_limits.requests_per_day must be a whole number above 0",
    ],
  ],
  [
    "a rule that is no flag",
    { ...smallProject, auto_queue_initial_message: "yes" },
    ["projects[0].auto_queue_initial_message must be true or false"],
  ],
  [
    "a representative that is neither text nor null",
    { ...smallProject, company_rep: { company_rep_1: 7 } },
    ["projects[0].company_rep.company_rep_1 must be text or null"],
  ],
  [
    "a sender that cannot be called",
    withSms({ sender: "12", assistant }),
    ["projects[0].channels.sms.sender must be an E.164 telephone number that is possible for its country"],
  ],
  [
    "an assistant without instructions",
    withSms({ sender: "+447400000004", assistant: { ...assistant, instructions: "" } }),
    ["projects[0].channels.sms.assistant.instructions must be text that is not empty, or { file: PATH } alone"],
  ],
  [
    "an unknown channel",
    { ...smallProject, channels: { ...smallProject.channels, fax: {} } },
    ["projects[0].channels.fax is not a field of a project"],
  ],
  [
    "unknown fields",
    { ...smallProject, colour: "blue", rate_limits: { per_hour: 7 } },
    ["projects[0].rate_limits.per_hour is not a field of a project", "projects[0].colour is not a field of a project"],
  ],
];

for (const [title, entry, faults] of rows) {
  test(`names the entry and field of ${title}`, () => {
    assert.equal([...faultsOf([entry])].sort(), [...faults].sort());
  });
}

test("counts entries from the list's start and reports those of all entries together", () => {
  assert.equal(faultsOf([smallProject, 7, { ...sampleProject, company_name: 7 }]), [
    "projects[1] must be an object",
    "projects[2].company_name must be a non-empty string",
  ]);
});

test("refuses projects whose resources would have the same names", () => {
  const ids = (company_id: string, project_id: string) => ({ ...smallProject, company_id, project_id });

  assert.equal(faultsOf([ids("a", "b-c"), ids("A", "b.c"), ids("a-b", "c"), ids("a", "b-d"), 7]), [
    "projects[4] must be an object",
    "projects[1] has the same ids as projects[0], as far as resource names tell them apart (a-b-c)",
    "projects[2] has the same ids as projects[0], as far as resource names tell them apart (a-b-c)",
  ]);
});

test("refuses what is no list", () => {
  for (const text of ["{}", "7", "", "pi-aaa-001", "null"]) {
    assert.equal(
      readProjects(text).faults.map(({ key, fault }) => [key, fault]),
      [["projects", "must be a list"]],
    );
  }
});

test("gives an example with every fault", () => {
  assert.ok(read([{}, smallProject, smallProject]).faults.every(({ example }) => example !== ""));
});

test.run();
