import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { steerActions } from "../../tools/console/actions/steer-actions";
import { makeDeployedSource } from "../../tools/console/source/deployed/deployed-source";
import { closedVeil } from "../../tools/console/source/veil";
import type { Engine } from "../../tools/engine/run/start-engine";
import { project } from "../../tools/measure/sample/captured-program";
import { localClients } from "../../tools/ops/connect/aws-clients";
import { opsEnvOn } from "../../tools/ops/connect/connect";
import { readStackFile } from "../../tools/ops/stack-file/stack-file";
import { fakeAws } from "../helpers/fake-aws";
import { newRequest, post } from "../journey/requests";
import { aConsole } from "../tools/console/server/a-console";
import { keepScreenshot, onPage, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

/** The console of a deployed stack over the tables and queues of a local engine, which has no CloudWatch to ask. */
const openDeployedConsole = ({ ready }: Engine) => {
  const clients = localClients(ready);
  const target = {
    stack: "local",
    conversationsTable: ready.tables.conversations,
    companyTable: "companies",
    openaiUrl: ready.providers.openai,
    queues: ready.queues,
    repliesQueue: ready.repliesQueue,
    eventsQueue: ready.eventsQueue,
  };
  const warn = (): void => undefined;
  const env = opsEnvOn(target, clients, warn);
  const cloudWatch = fakeAws(CloudWatchClient, {
    GetMetricDataCommand: () => ({ MetricDataResults: [] }),
    DescribeAlarmsCommand: () => ({ MetricAlarms: [] }),
  }).client;
  const logs = fakeAws(CloudWatchLogsClient, { FilterLogEventsCommand: () => ({ events: [] }) }).client;
  const source = makeDeployedSource({ target, env, ...clients, cloudWatch, logs, veil: closedVeil, onError: warn });
  return aConsole({
    source,
    mayAct: false,
    actions: steerActions(env, clients.dynamo, ready.tables.company, () => readStackFile(project, "dev")),
    close: async () => clients.close(),
  });
};

const { test, run } = pageSuite("the console of a deployed stack");

test("lists a project's and a recipient's conversations through the indexes, masked, and does not act", async (_, engine) => {
  const request = newRequest("sms", { recipient_data: { recipient_first_name: "Unmistakable" } });
  await post(engine.ready, request.body);
  const { url, stop } = await openDeployedConsole(engine);
  const lookAround = async (page: Page): Promise<void> => {
    await viewAt(page, "conversations");
    await page.getByRole("combobox", { name: "Project" }).selectOption("ci-aaa-001/pi-aaa-001");
    await page.getByRole("combobox", { name: "Channel" }).selectOption("sms");
    await page.locator(".row").first().waitFor();
    await page.getByRole("combobox", { name: "Project" }).selectOption("");
    await page.getByLabel("Recipient").fill(request.recipient);
    await page.locator(".row").first().click();
    await page.getByText("Claimed by a processor").waitFor();
    await page.locator(".phone").getByText("characters, hidden").waitFor();
    await page.getByRole("tab", { name: "Record" }).click();
    await keepScreenshot(page, "11-deployed");
    assert.is(await page.getByText("Unmistakable").count(), 0);
    await viewAt(page, "steer");
    await page.getByText("This console only looks.").waitFor();
    for (const button of await page.getByRole("button", { name: "Redrive" }).all())
      assert.ok(await button.isDisabled());
    assert.is(await page.getByRole("link", { name: "Fault tests" }).count(), 0);
    const answer = await page.evaluate(
      `fetch("/api/actions/redrive", { method: "POST", headers: { "content-type": "application/json" }, body: '{"channel":"sms","reason":"x"}' }).then((answer) => answer.status)`,
    );
    assert.is(answer, 403);
  };
  await onPage(url, lookAround, (fault) => fault.includes("403"));
  await stop();
});

run();
