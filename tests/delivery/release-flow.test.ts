import { suite } from "uvu";
import * as assert from "uvu/assert";
import { release } from "../../scripts/delivery/release-flow";

const test = suite("release flow");

type World = { readonly broken: readonly string[]; readonly refused?: readonly string[]; readonly previous?: string };

const released = async ({ broken, refused = [], previous }: World) => {
  const deployed: string[] = [];
  const said: string[] = [];
  const end = await release(
    {
      deploy: async (folder) => {
        if (refused.includes(folder)) throw new Error(`${folder} is refused`);
        deployed.push(folder);
      },
      smoke: async () => !broken.includes(deployed.at(-1) ?? ""),
      previous: async () => previous,
      say: (line) => void said.push(line),
    },
    "new",
  );
  return { end, deployed, said };
};

test("a release that passes its smoke test stays", async () => {
  assert.equal(await released({ broken: [], previous: "old" }), {
    end: "released",
    deployed: ["new"],
    said: ["Released: the smoke test passes."],
  });
});

test("a release that fails its smoke test gives way to the last one", async () => {
  assert.equal(await released({ broken: ["new"], previous: "old" }), {
    end: "returned",
    deployed: ["new", "old"],
    said: ["Returning to the last release.", "The last release runs again, and passes its smoke test."],
  });
});

test("a release that cannot be deployed gives way to the last one too", async () => {
  const { end, deployed, said } = await released({ broken: [], refused: ["new"], previous: "old" });

  assert.equal([end, deployed, said[0]], ["returned", ["old"], "The deployment failed: new is refused"]);
});

test("a first release that fails stays, and that is said", async () => {
  assert.equal(await released({ broken: ["new"] }), {
    end: "stranded",
    deployed: ["new"],
    said: ["There is no earlier release to return to: the stack stays as it is, and needs a look."],
  });
});

test("when the last release does not work either, that is said", async () => {
  const { end, said } = await released({ broken: ["new", "old"], previous: "old" });

  assert.equal(
    [end, said.at(-1)],
    ["stranded", "The last release does not pass its smoke test either: the stack needs a look."],
  );
});

test.run();
