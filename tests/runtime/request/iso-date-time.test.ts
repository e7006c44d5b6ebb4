import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { IsoDateTime } from "../../../runtime/request/iso-date-time";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("ISO date-time");

test("is kept as given, in any precision and offset", () => {
  const times = [
    "2026-11-20T11:45:32.789Z",
    "2026-11-20T11:45:32Z",
    "2026-11-20T11:45Z",
    "2026-11-20T11:45",
    "2026-11-20T11:45:32.789123456Z",
    "2026-11-20T11:45:32,5+01:00",
    "2026-11-20T11:45:32+0100",
    "2026-11-20T11:45:32-11",
    "2024-02-29T23:59:59Z",
    "2000-02-29T00:00:00Z",
    "0000-02-29T00:00:00Z",
  ];
  assert.equal(
    times.map((time) => decodedAs(IsoDateTime, time)),
    times,
  );
});

test("exists in the calendar and on the clock", () => {
  const others = [
    "2026-02-30T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T25:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:61Z",
    "2026-01-01T00:00:00+24:00",
  ];
  assert.equal(
    others.map((time) => decodedAs(IsoDateTime, time)),
    others.map(() => "refused"),
  );
});

test("is neither another notation nor a part of one", () => {
  const others = [
    "",
    "2026-11-20",
    "11:45:32Z",
    "20 Nov 2026",
    "20 Nov 2026 11:45:32 GMT",
    "2026-11-20 11:45:32Z",
    "20/11/2026T11:45:32Z",
    "1763639132789",
    "2026-11-20T11:45:32.789Z\n",
    " 2026-11-20T11:45:32.789Z",
    "+002026-11-20T11:45:32.789Z",
    "２０２６-11-20T11:45:32Z",
    1763639132789,
    null,
  ];
  assert.equal(
    others.map((time) => decodedAs(IsoDateTime, time)),
    others.map(() => "refused"),
  );
});

test("is every instant that a JavaScript date writes within four-digit years", () => {
  const within = {
    min: new Date("0000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  };
  fc.assert(fc.property(fc.date(within), (date) => decodedAs(IsoDateTime, date.toISOString()) === date.toISOString()));
});

test.run();
