import * as assert from "uvu/assert";
import { addProject, changesIn, exported, type Lab, labWith, scenario } from "./lab";

/** What the next deployment cannot make again as it was; what is left where it is when it goes, it takes up again. */
const PRECIOUS =
  /^(aws:(dynamodb\/table|sqs\/queue|apigateway\/(restApi|stage|apiKey)|secretsmanager\/secret|cloudtrail\/trail|s3\/bucket(Policy)?):|pulumi:index:Stash$)/;

/** Whose types are those above. */
const KINDS = 10;

const preciousIn = async (lab: Lab, stack: string) =>
  (await exported(lab, stack)).resources
    .filter(({ type, retainOnDelete }) => PRECIOUS.test(type) && retainOnDelete !== true)
    .map(({ urn, id }) => `${urn} ${id}`)
    .sort();

/** What clients and carriers were told, the receipt key in it. */
const toldBy = async (lab: Lab, stack: string) => {
  const { apiUrl, apiKeys, webhooks } = JSON.parse(
    await lab.done("stack", "output", "--json", "--show-secrets", "--stack", stack),
  ) as Readonly<Record<string, unknown>>;
  return { apiUrl, apiKeys, webhooks };
};

scenario("prod is destroyed neither by mistake nor in part, and in one go once its data is given up", async () => {
  const lab = await labWith("prod");
  await addProject(lab, "prod");
  await lab.done("up", "--stack", "prod", "--yes", "--skip-preview");
  const [precious, told] = [await preciousIn(lab, "prod"), await toldBy(lab, "prod")];
  assert.is(new Set(precious.map((one) => one.split("::")[2]?.split("$").at(-1))).size, KINDS, precious.join("\n"));

  const refused = await lab.pulumi("destroy", "--stack", "prod", "--yes");
  const inPart = await lab.pulumi("destroy", "--stack", "prod", "--yes", "--skip-preview");

  assert.is(refused.code, 1, refused.text);
  assert.equal(changesIn(refused.text).deleted, undefined);
  assert.is(inPart.code, 1, inPart.text);
  assert.equal(await preciousIn(lab, "prod"), precious);

  const again = await lab.done("up", "--stack", "prod", "--yes", "--skip-preview");

  assert.ok((changesIn(again).unchanged ?? 0) >= precious.length, again);
  assert.equal([await preciousIn(lab, "prod"), await toldBy(lab, "prod")], [precious, told]);

  await lab.done("config", "set", "protectData", "false", "--stack", "prod");
  await lab.done("up", "--stack", "prod", "--yes", "--skip-preview");
  const destroyed = await lab.done("destroy", "--stack", "prod", "--yes");

  assert.ok((changesIn(destroyed).deleted ?? 0) > 100, destroyed);
  assert.equal(JSON.parse(await lab.done("stack", "export", "--stack", "prod")).deployment.resources, undefined);
});

scenario("the receipt key is the same after a refresh that did not find it", async () => {
  const lab = await labWith("dev");
  const before = await toldBy(lab, "dev");
  lab.setFaults({ gone: "SecretVersion::receipt-key" });

  const refreshed = await lab.done("refresh", "--stack", "dev", "--yes");
  lab.setFaults({});
  const again = await lab.done("up", "--stack", "dev", "--yes", "--skip-preview");

  assert.is(changesIn(refreshed).deleted, 1, refreshed);
  assert.is(changesIn(again).created, 1, again);
  assert.equal(await toldBy(lab, "dev"), before);
});
