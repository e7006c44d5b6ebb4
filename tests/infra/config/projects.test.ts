import { test } from "uvu";
import * as assert from "uvu/assert";
import { readProjects } from "../../../infra/config/projects";
import { fullProject, sampleProject, smallProject } from "../helpers/sample-project";

const read = (given: unknown) => {
  const { projects, faults } = readProjects(JSON.stringify(given));
  return { projects, faults };
};

const faultsOf = (projects: unknown): readonly string[] =>
  read(projects).faults.map(({ key, fault }) => `${key} ${fault}`);

test("reads complete and small projects", () => {
  assert.equal(read([sampleProject, smallProject]), { projects: [sampleProject, smallProject], faults: [] });
  assert.equal(read([]), { projects: [], faults: [] });
});

test("takes numbers, true and false as text, as Pulumi's CLI writes those that it encrypts", () => {
  const scalar = (_: string, value: unknown) => (["number", "boolean"].includes(typeof value) ? String(value) : value);
  const asText = JSON.parse(JSON.stringify(fullProject, scalar));

  assert.is(asText.channels.email.simulate, "true");
  assert.equal(read([asText]), { projects: [fullProject], faults: [] });
});

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
];

for (const [title, entry, faults] of rows) {
  test(`names the entry and field of ${title}`, () => {
    assert.equal([...faultsOf([entry])].sort(), [...faults].sort());
  });
}

test("counts entries from the list's start and reports those of all entries together", () => {
  assert.equal(faultsOf([smallProject, 7, { ...sampleProject, company_name: 7 }]), [
    "projects[1] must be an object",
    "projects[2].company_name is a number: put it in quotes",
  ]);
});

const { whatsapp, sms, email } = fullProject.channels;

test("refuses projects whose resources would have the same names", () => {
  const channels = { sms: { ...sms, simulate: true } };
  const ids = (company_id: string, project_id: string) => ({ ...smallProject, channels, company_id, project_id });

  assert.equal(faultsOf([ids("a", "b-c"), ids("A", "b.c"), ids("a-b", "c"), ids("a", "b-d"), 7]), [
    "projects[4] must be an object",
    "projects[1] has the same ids as projects[0], as far as resource names tell them apart (a-b-c)",
    "projects[2] has the same ids as projects[0], as far as resource names tell them apart (a-b-c)",
  ]);
});

test("refuses keys of both uses whose resources would have the same name", () => {
  assert.equal(faultsOf([{ ...fullProject, api_keys: ["1", "desk-1"], desk_keys: ["1"] }]), [
    "projects[0].desk_keys cannot hold 1 beside desk-1 in api_keys: their resources would have one name",
  ]);
  assert.equal(faultsOf([{ ...fullProject, api_keys: ["1", "desk-1"], desk_keys: ["2"] }]), []);
});

const real = { ...fullProject.channels, email: { ...email, simulate: false } };
const theirs = (channels: object) => ({ ...fullProject, company_id: "ci-ccc-003", channels });

test("refuses a sender or reply domain that another company has, which could read its answers", () => {
  assert.equal(
    faultsOf([{ ...fullProject, channels: real }, theirs(real)]),
    ["whatsapp.sender", "email.sender", "email.reply_domain"].map(
      (field) => `projects[1].channels.${field} is the one of projects[0] too, which is another company's`,
    ),
  );
  const own = { whatsapp: { ...whatsapp, sender: sms.sender }, email: { ...real.email, sender: "x@ashgrove.example" } };
  assert.equal(faultsOf([fullProject, theirs(own), { ...theirs(own), project_id: "another" }]), []);
});

test("refuses a word that is to stop and to start, everybody's words among them", () => {
  const words = (opt_out_keywords: readonly string[], opt_in_keywords: readonly string[]) =>
    faultsOf([{ ...fullProject, opt_out_keywords, opt_in_keywords }]);
  assert.equal(words(["ARRET", "Ne plus écrire"], ["NE PLUS ÉCRIRE", "oui", "Stop"]), [
    "projects[0].opt_in_keywords has NE PLUS ÉCRIRE, Stop, which is an opt-out",
  ]);
  assert.equal(words(["Start", "yes", "Help"], []), [
    "projects[0].opt_out_keywords has Start, by which people ask to be written to again",
  ]);
});

test("refuses what is no list", () => {
  for (const text of ["{}", "7", "", "pi-aaa-001", "null"]) {
    const [fault, ...others] = readProjects(text).faults;
    assert.equal([fault?.key, fault?.fault, others], ["projects", "must be a list", []]);
  }
});

test("gives an example with every fault", () => {
  assert.ok(read([{}, smallProject, smallProject]).faults.every(({ example }) => example !== ""));
});
