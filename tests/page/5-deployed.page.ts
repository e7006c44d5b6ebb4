import { suite } from "uvu";
import * as assert from "uvu/assert";
import { post } from "../journey/post";
import { newRequest } from "../journey/requests";
import { keepScreenshot, openPage, viewAt } from "./browser";
import { openDeployedConsole } from "./deployed-console";
import { withPageEngine } from "./shared-engine";

const test = suite("the console of a deployed stack");
const engine = withPageEngine(test);

test("lists a project's and a recipient's conversations through the indexes, masked, and does not act", async () => {
  const running = await engine();
  const request = newRequest("sms", { recipient_data: { recipient_first_name: "Unmistakable" } });
  await post(running.ready, request.body);
  const opened = await openDeployedConsole(running);
  const { page, faults, close } = await openPage(opened.url);
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
  for (const button of await page.getByRole("button", { name: /Redrive|Switch/ }).all())
    assert.ok(await button.isDisabled());
  assert.is(await page.getByRole("link", { name: "Break it" }).count(), 0);
  const answer = await page.evaluate(
    `fetch("/api/actions/redrive", { method: "POST", headers: { "content-type": "application/json" }, body: '{"channel":"sms","reason":"x"}' }).then((answer) => answer.status)`,
  );
  assert.is(answer, 403);
  assert.equal(
    faults.filter((fault) => !fault.includes("403")),
    [],
  );
  await close();
  await opened.stop();
});

test.run();
