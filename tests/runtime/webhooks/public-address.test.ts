import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isPostable, mayBePostedTo } from "../../../runtime/webhooks/public-address";

const test = suite("addresses that events may go to");

const open = ["8.8.8.8", "1.1.1.1", "100.63.255.255", "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.255.255.255"];
const open6 = ["2606:4700::1111", "2a00:1450:4001::1", "2003::1"];

/** By what is there, or where they lead. */
const closed: Readonly<Record<string, readonly string[]>> = {
  "this host": ["0.0.0.0", "0.1.2.3", "::"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1", "fec0::1"],
  shared: ["100.64.0.1", "100.127.255.255"],
  "link-local": ["169.254.169.254", "169.254.170.2", "fe80::1", "fe80::1%eth0", "fd00:ec2::254"],
  mapped: ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1"],
  translated: ["64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:7f00:1::"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  "protocols' own": ["192.0.0.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "2001:1::1", "100::1", "5f00::1"],
  "many or nobody": ["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "ff02::1"],
  "no address": ["", "localhost", "1.2.3", "127.1", "0x7f000001", "2130706433"],
};

test("are those of hosts that everybody reaches", () => {
  for (const address of [...open, ...open6]) assert.ok(mayBePostedTo(address, false), address);
});

for (const [title, addresses] of Object.entries(closed))
  test(`are none that are ${title}, in the local stack neither`, () => {
    for (const address of addresses)
      assert.equal([mayBePostedTo(address, false), mayBePostedTo(address, true)], [false, false], address);
  });

test("are this machine's own in the local stack alone", () => {
  for (const address of ["127.0.0.1", "127.255.0.1", "::1"])
    assert.equal([mayBePostedTo(address, false), mayBePostedTo(address, true)], [false, true], address);
});

test("stand in a URL of https without a port of its own, as a name or in any form that is read as an address", () => {
  const may = (url: string): readonly boolean[] => [isPostable(url, false), isPostable(url, true)];
  for (const url of ["https://a.example/x", "https://a.example:443/", "https://8.8.8.8/", "https://[2606:4700::1111]/"])
    assert.equal(may(url), [true, true], url);
  for (const url of ["http://a.example/", "https://a.example:8443/", "http://127.0.0.1:8080/", "https://[::1]/"])
    assert.equal(may(url), [false, true], url);
  const never = [
    "https://10.0.0.1/",
    "https://0xa9.0xfe.0xa9.0xfe/",
    "https://2852039166/",
    "https://[::ffff:10.0.0.1]/",
    "https://0/",
    "a",
  ];
  for (const url of never) assert.equal(may(url), [false, false], url);
});
